import { emojiGroups, type NamedEmoji } from './emoji-groups.ts';

const foundMax = 120;

/** What people call some of them besides their names in Unicode. */
const otherNames: Readonly<Record<string, string>> = {
  '👍': 'like yes ok plus one',
  '👎': 'dislike no minus one',
  '😂': 'lol laugh haha',
  '🤣': 'rofl laugh',
  '🎉': 'tada congratulations celebrate',
  '❤️': 'love heart',
  '🙏': 'thanks please pray',
  '🔥': 'lit hot',
  '😢': 'sad cry',
  '😭': 'sob cry sad',
  '😊': 'smile happy blush',
  '😉': 'wink',
  '🤔': 'hmm think',
  '👀': 'look watch see',
  '✅': 'done check yes',
  '❌': 'no wrong cancel',
  '💯': 'hundred perfect',
  '🚀': 'ship launch',
  '👏': 'applause bravo',
  '🤷': 'shrug dunno',
  '🤦': 'facepalm',
  '☕': 'coffee tea',
};

/** Emoji of which every word typed begins a word of a name; those that begin with it come first. */
export function findEmoji(query: string): readonly NamedEmoji[] {
  const words = query.toLowerCase().replaceAll(/[:_]+/g, ' ').split(/\s+/).filter(Boolean);
  const starting: NamedEmoji[] = [];
  const others: NamedEmoji[] = [];
  for (const { emoji } of emojiGroups()) {
    for (const one of emoji) {
      if (one.emoji === query) return [one];
      const name = one.name.toLowerCase();
      const all = ` ${name.replaceAll('-', ' ')} ${otherNames[one.emoji] ?? ''}`;
      if (words.length === 0 || !words.every((word) => all.includes(` ${word}`))) continue;
      (name.startsWith(words[0] ?? '') ? starting : others).push(one);
    }
  }
  return [...starting, ...others].slice(0, foundMax);
}
