import { AccountId } from '../ids.ts';
import { richLimits } from './rich-limits.ts';

/**
 * Mentions inside a Markdown text: links to `sotto:person/<account id>` or `sotto:everyone`. What counts is
 * the account, never the label, so that nobody can be mentioned under another's name; the label is what a
 * program without accounts shows. Inside code they are text.
 */
const personPrefix = '](sotto:person/';
const everyoneLink = '](sotto:everyone)';
const uuidCharacters = 36;
/** A label is a name: what is longer was not made by a composer. */
const labelCharactersMax = 100;

export type Mention = {
  /** `null`: everybody in the conversation. */
  readonly accountId: AccountId | null;
  /** Where the whole link stands in the text. */
  readonly start: number;
  readonly end: number;
};

/** The link that mentions somebody. */
export function mentionLink(accountId: AccountId | null, name: string): string {
  const label = name.slice(0, labelCharactersMax).replaceAll(/[[\]\\`\r\n]/g, ' ');
  return accountId === null ? `[@${label}${everyoneLink}` : `[@${label}${personPrefix}${accountId})`;
}

/** Every mention of a text, in order, at most `richLimits.mentionsPerMessage`. Linear in its length. */
export function findMentions(text: string): Mention[] {
  const mentions: Mention[] = [];
  const code = codeRanges(text);
  let codeAt = 0;
  let from = 0;
  while (mentions.length < richLimits.mentionsPerMessage) {
    const middle = text.indexOf('](sotto:', from);
    if (middle < 0) break;
    from = middle + 1;
    const mention = mentionAt(text, middle);
    if (mention === undefined) continue;
    while (codeAt < code.length && (code[codeAt]?.[1] ?? 0) <= mention.start) codeAt++;
    const next = code[codeAt];
    if (next !== undefined && next[0] < mention.end) continue;
    mentions.push(mention);
    from = mention.end;
  }
  return mentions;
}

/** The text with something else in place of each mention: names, for a line of preview. */
export function replaceMentions(text: string, replacement: (accountId: AccountId | null) => string): string {
  let replaced = '';
  let at = 0;
  for (const { accountId, start, end } of findMentions(text)) {
    replaced += text.slice(at, start) + replacement(accountId);
    at = end;
  }
  return replaced + text.slice(at);
}

function mentionAt(text: string, middle: number): Mention | undefined {
  const earliest = Math.max(0, middle - labelCharactersMax - 2);
  const start = earliest + text.slice(earliest, middle).lastIndexOf('[');
  if (start < earliest) return undefined;
  if (text.startsWith(everyoneLink, middle)) {
    return { accountId: null, start, end: middle + everyoneLink.length };
  }
  if (!text.startsWith(personPrefix, middle)) return undefined;
  const idAt = middle + personPrefix.length;
  const end = idAt + uuidCharacters + 1;
  if (text[end - 1] !== ')') return undefined;
  const accountId = AccountId.safeParse(text.slice(idAt, end - 1));
  return accountId.success ? { accountId: accountId.data, start, end } : undefined;
}

/** Where code stands: between two runs of equally many backticks, as CommonMark reads it. */
function codeRanges(text: string): [start: number, end: number][] {
  const runs = [...text.matchAll(/`+/g)].map(({ index, 0: run }) => ({ index, length: run.length }));
  const positions = new Map<number, number[]>();
  for (const [i, { length }] of runs.entries()) {
    const same = positions.get(length);
    if (same === undefined) positions.set(length, [i]);
    else same.push(i);
  }
  const seen = new Map<number, number>();
  const ranges: [number, number][] = [];
  for (let i = 0; i < runs.length; i++) {
    const open = runs[i] as { index: number; length: number };
    const same = positions.get(open.length) ?? [];
    let next = seen.get(open.length) ?? 0;
    while (next < same.length && (same[next] as number) <= i) next++;
    seen.set(open.length, next);
    const closing = same[next];
    if (closing === undefined) continue;
    const close = runs[closing] as { index: number; length: number };
    ranges.push([open.index, close.index + close.length]);
    i = closing;
  }
  return ranges;
}
