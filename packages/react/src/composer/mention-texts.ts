import type { AccountId } from '@sotto/client';
import { safeName } from '../text/safe-name.ts';

/** Somebody written as `@name` in the field, and who is meant. `null`: everybody. */
export type WrittenMention = { readonly name: string; readonly accountId: AccountId | null };

const link =
  /\[@([^\]\n]{1,200})\]\(sotto:(?:person\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|everyone)\)/g;

/** Markdown with `@name` in place of mentions, and who they are: what a person writes and reads in a field. */
export function readableMentions(markdown: string): { text: string; mentions: readonly WrittenMention[] } {
  const mentions: WrittenMention[] = [];
  const text = markdown.replace(link, (_link, label: string, accountId?: string) => {
    const name = safeName(label);
    mentions.push({ name, accountId: (accountId as AccountId | undefined) ?? null });
    return `@${name}`;
  });
  return { text, mentions };
}

/** The Markdown that travels: each `@name` that was chosen becomes a link to its account. */
export function linkedMentions(text: string, mentions: readonly WrittenMention[]): string {
  if (mentions.length === 0) return text;
  const byName = new Map(mentions.map((mention) => [mention.name, mention]));
  // Longer names first: "@Ben" must not take the beginning of "@Ben Okafor".
  const names = [...byName.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const written = new RegExp(`(?<![\\p{L}\\p{N}])@(${names.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return text.replace(written, (whole, name: string) => {
    const mention = byName.get(name);
    return mention === undefined ? whole : linkTo(mention);
  });
}

function linkTo({ name, accountId }: WrittenMention): string {
  const label = name.replaceAll(/[[\]\\`\r\n]/g, ' ');
  return `[@${label}](${accountId === null ? 'sotto:everyone' : `sotto:person/${accountId}`})`;
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** What is typed after an `@` that begins a word, where the caret stands; null elsewhere. */
export function mentionAtCaret(text: string, caret: number): { from: number; query: string } | null {
  const before = text.slice(Math.max(0, caret - 40), caret);
  const match = /(?:^|[\s(])@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(before);
  if (match?.[1] === undefined) return null;
  return { from: caret - match[1].length - 1, query: match[1] };
}
