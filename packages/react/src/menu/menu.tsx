import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Popover } from './popover.tsx';

export type MenuEntry = {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys?: string;
  /** It cannot be undone. */
  readonly danger?: boolean;
  readonly onPick: () => void;
};

type MenuProps = {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  /** Items of its own kind, in a line above the others: Left and Right move there. */
  readonly before?: ReactNode;
};

/** A list of actions: arrows, Home, End and first letters move, Enter picks, Escape leaves. */
export function Menu({ label, entries, anchor, onClose, before }: MenuProps) {
  const list = useRef<HTMLDivElement>(null);
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
  useEffect(() => {
    list.current?.querySelector<HTMLElement>(':scope > [role="menuitem"]')?.focus({ preventScroll: true });
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const target = targetOf(event, at, all);
    if (event.key === 'Tab') onClose();
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    target.focus();
  };

  return (
    <Popover anchor={anchor} onClose={onClose} className="sotto-menu-box">
      <div
        ref={list}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className="sotto-menu"
        onKeyDown={onKeyDown}
      >
        {before}
        {entries.map(({ id, label: name, icon: Icon, keys, danger = false, onPick }) => (
          <button
            key={id}
            type="button"
            role="menuitem"
            tabIndex={-1}
            data-danger={danger || undefined}
            aria-keyshortcuts={keys}
            onClick={() => {
              onClose();
              onPick();
            }}
          >
            <Icon aria-hidden="true" />
            <span>{name}</span>
            {keys !== undefined && (
              <span aria-hidden="true" className="sotto-menu-keys">
                {keys}
              </span>
            )}
          </button>
        ))}
      </div>
    </Popover>
  );
}

function targetOf(event: KeyboardEvent, at: number, all: readonly HTMLElement[]): HTMLElement | undefined {
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      return nextLine(all, at, event.key === 'ArrowDown' ? 1 : -1);
    case 'ArrowRight':
      return all[at + 1];
    case 'ArrowLeft':
      return all[Math.max(0, at - 1)];
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    default: {
      if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey)
        return;
      const letter = event.key.toLowerCase();
      const starts = (item: HTMLElement) => item.textContent?.toLowerCase().startsWith(letter) === true;
      return all.slice(at + 1).find(starts) ?? all.find(starts);
    }
  }
}

/** Items beside each other are one line. */
function nextLine(all: readonly HTMLElement[], at: number, step: 1 | -1): HTMLElement | undefined {
  const parentOf = (item: HTMLElement | undefined) =>
    item?.parentElement?.role === 'menu' ? item : item?.parentElement;
  let next = at;
  do next = (next + step + all.length) % all.length;
  while (next !== at && parentOf(all[next]) === parentOf(all[at]));
  return all[next];
}
