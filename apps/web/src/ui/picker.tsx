import { type KeyboardEvent, type ReactNode, type Ref, useId, useRef, useState } from 'react';

export type PickerItem = {
  readonly id: string;
  readonly content: ReactNode;
  /** Items of one heading stand together. */
  readonly heading?: string | undefined;
  /** Where several can be chosen: whether this one is. */
  readonly chosen?: boolean;
  readonly onPick: () => void;
};

type PickerProps = {
  readonly label: string;
  readonly placeholder: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly items: readonly PickerItem[];
  readonly nothing: string;
  /** Stands before the field, in its line. */
  readonly before?: ReactNode;
  /** Stands below the last item. */
  readonly after?: ReactNode;
  /** Sees every key first; true: it was taken. */
  readonly onKey?: (event: KeyboardEvent<HTMLInputElement>) => boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** A field with what it finds below it: typing filters, arrows choose, Enter picks. */
export function Picker(props: PickerProps) {
  const { label, placeholder, typed, onType, items, nothing, before, after, onKey, inputRef } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const index = Math.max(
    0,
    items.findIndex((item) => item.id === wanted),
  );
  const active = items[index];
  const several = items.some((item) => item.chosen !== undefined);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (onKey?.(event) === true) return event.preventDefault();
    const target = { ArrowDown: index + 1, ArrowUp: index - 1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      const next = (target + items.length) % Math.max(1, items.length);
      setWanted(items[next]?.id ?? null);
      list.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      active?.onPick();
    }
  };

  return (
    <>
      <div className="scroll flex max-h-32 flex-none flex-wrap items-center gap-1.5 border-b border-line px-5 py-1">
        {before}
        <input
          ref={inputRef}
          type="text"
          role="combobox"
          // biome-ignore lint/a11y/noAutofocus: one opens it to type
          autoFocus
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active === undefined ? undefined : `${id}-${index}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          className="h-11 min-w-28 flex-1 bg-transparent outline-none placeholder:text-faint"
          placeholder={placeholder}
          value={typed}
          onChange={(event) => {
            setWanted(null);
            onType(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="scroll min-h-0 flex-1 p-2">
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          aria-multiselectable={several || undefined}
        >
          {items.map((item, at) => (
            <div key={item.id} role="presentation">
              {item.heading !== undefined && item.heading !== items[at - 1]?.heading && (
                <div role="presentation" className="px-3 pt-3 pb-1.5 text-xs font-semibold text-muted">
                  {item.heading}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled where the focus is */}
              <div
                id={`${id}-${at}`}
                role="option"
                tabIndex={-1}
                aria-selected={item.chosen ?? at === index}
                data-active={at === index || undefined}
                className="flex min-h-11 cursor-pointer items-center gap-3 rounded-[0.625rem] px-3 py-1.5 text-[0.9375rem] data-active:bg-selected"
                onMouseMove={() => setWanted(item.id)}
                onClick={item.onPick}
              >
                {item.content}
              </div>
            </div>
          ))}
        </div>
        {items.length === 0 && <p className="px-3 py-8 text-center text-sm text-muted">{nothing}</p>}
        {after}
      </div>
    </>
  );
}
