import type { AccountOutcome } from '@sotto/client';
import { RefusedError } from '../command.ts';

const messages: Record<Extract<AccountOutcome, { kind: 'refused' }>['reason'], string> = {
  'invite-invalid': 'this invite does not exist, was used up or has expired',
  'username-taken': 'this name is taken',
  'wrong-credentials': 'the name or the passphrase is wrong',
  'weak-passphrase': 'this passphrase is too easy to guess: use four words or more',
  'too-many-attempts': 'too many attempts: wait a little',
  offline: 'the server cannot be reached',
  'device-limit': 'this account has as many devices as it may have: remove one first',
  'account-suspended': 'this account is suspended',
};

/** Nothing when it went well; otherwise the reason, for people and for scripts. */
export function orRefuse(outcome: AccountOutcome): void {
  if (outcome.kind === 'refused') throw new RefusedError(outcome.reason, messages[outcome.reason]);
}
