import { emojiData } from './emoji-data.ts';

export type NamedEmoji = { readonly emoji: string; readonly name: string };
export type EmojiGroup = { readonly name: string; readonly emoji: readonly NamedEmoji[] };

let groups: readonly EmojiGroup[] | undefined;

/** All emoji by their groups, in the order of Unicode. Read once. */
export function emojiGroups(): readonly EmojiGroup[] {
  groups ??= emojiData.map(([name, packed]) => ({ name, emoji: packed.split('|').map(named) }));
  return groups;
}

function named(entry: string): NamedEmoji {
  const space = entry.indexOf(' ');
  return { emoji: entry.slice(0, space), name: entry.slice(space + 1) };
}
