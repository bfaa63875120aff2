import type { AccountOutcome } from '@sotto/client';
import { welcomeText } from './text.ts';

/** What to tell a person about an outcome; null when all is well. */
export function refusalText(outcome: AccountOutcome): string | null {
  if (outcome.kind === 'ok') return null;
  const reason = welcomeText.refusals[outcome.reason];
  if (outcome.retryAfterSeconds === undefined) return reason;
  return `${reason} ${welcomeText.tryAgainIn(outcome.retryAfterSeconds)}`;
}
