import {
  type KeyboardEvent,
  type RefObject,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Popover } from '../menu/popover.tsx';
import { type EmojiGroup, emojiGroups } from './emoji-groups.ts';
import { findEmoji } from './find-emoji.ts';
import { noteEmoji, recentEmoji } from './recent-emoji.ts';
import { SkinTones } from './skin-tones.tsx';
import { emojiText } from './text.ts';
import { useSkinTone } from './use-skin-tone.ts';
import { withSkinTone } from './with-skin-tone.ts';

type EmojiPickerProps = {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
};

const columns = 8;

/** All emoji, with search: type, arrows choose, Enter picks. */
export function EmojiPicker({ anchor, onPick, onClose }: EmojiPickerProps) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [tone, setTone] = useSkinTone();
  const query = useDeferredValue(typed.trim());
  const field = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => shownGroups(query), [query]);
  const all = useMemo(() => groups.flatMap((group) => group.emoji), [groups]);
  const chosen = all[active];

  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  const pick = (emoji: string) => {
    noteEmoji(emoji);
    onClose();
    onPick(withSkinTone(emoji, tone));
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(all.length - 1, to));
    setActive(next);
    grid.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const inText = typed !== '' && (event.key === 'ArrowLeft' || event.key === 'ArrowRight');
    if (step !== undefined && !inText) {
      event.preventDefault();
      move(active + step);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen !== undefined) pick(chosen.emoji);
    }
  };

  let index = -1;
  return (
    <Popover anchor={anchor} onClose={onClose} className="sotto-emoji-picker">
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={emojiText.search}
        aria-expanded
        aria-controls="sotto-emoji-list"
        aria-activedescendant={chosen === undefined ? undefined : `sotto-emoji-${active}`}
        autoComplete="off"
        spellCheck={false}
        placeholder={emojiText.search}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={grid}
        id="sotto-emoji-list"
        role="listbox"
        aria-label={emojiText.emoji}
        className="sotto-emoji-list"
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
          <div key={group.name} role="group" aria-label={group.name} className="sotto-emoji-group">
            <p aria-hidden="true">{group.name}</p>
            {group.emoji.map(({ emoji, name }) => {
              index += 1;
              const at = index;
              return (
                <button
                  key={emoji}
                  id={`sotto-emoji-${at}`}
                  type="button"
                  role="option"
                  tabIndex={-1}
                  aria-selected={at === active}
                  aria-label={name}
                  title={name}
                  onClick={() => pick(emoji)}
                >
                  {withSkinTone(emoji, tone)}
                </button>
              );
            })}
          </div>
        ))}
        {all.length === 0 && <p role="status">{emojiText.nothing}</p>}
      </div>
      <SkinTones tone={tone} onTone={setTone} />
    </Popover>
  );
}

function shownGroups(query: string): readonly EmojiGroup[] {
  const groups = emojiGroups();
  if (query !== '') return [{ name: emojiText.found, emoji: findEmoji(query) }];
  const names = new Map(groups.flatMap(({ emoji }) => emoji.map((one) => [one.emoji, one.name])));
  const recent = recentEmoji().map((emoji) => ({ emoji, name: names.get(emoji) ?? emoji }));
  return [{ name: emojiText.recent, emoji: recent }, ...groups];
}
