import type { AccountId } from '@sotto/client';
import { safeName } from '../text/safe-name.ts';
import type { WrittenMention } from './mention-texts.ts';
import { composerText } from './text.ts';

export type MentionCandidate = {
  readonly accountId: AccountId;
  readonly name: string;
  readonly username: string;
};

export type FoundMention = { readonly mention: WrittenMention; readonly username: string | null };

const shownMax = 6;

/** Who could be meant by what was typed, by a word of the name or the username; names that two share say which. */
export function matchingCandidates(
  candidates: readonly MentionCandidate[],
  query: string,
  everyone: boolean,
): readonly FoundMention[] {
  const wanted = folded(query);
  const found: FoundMention[] = [];
  for (const { accountId, name, username } of candidates) {
    const shown = safeName(name);
    if (!` ${folded(shown)} ${folded(username)}`.includes(` ${wanted}`)) continue;
    const shared = candidates.some((one) => one.accountId !== accountId && safeName(one.name) === shown);
    const written = shared ? `${shown} (${safeName(username)})` : shown;
    found.push({ mention: { name: written, accountId }, username });
    if (found.length === shownMax) break;
  }
  if (everyone && found.length < shownMax && composerText.everyone.startsWith(wanted)) {
    found.push({ mention: { name: composerText.everyone, accountId: null }, username: null });
  }
  return found;
}

/** Letters without their case and marks. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
