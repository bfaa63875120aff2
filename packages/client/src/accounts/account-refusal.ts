import type { ProblemCode } from '@sotto/protocol';
import type { AccountOutcome } from '../api/session.ts';
import { ClientError } from '../client-error.ts';
import { ServerProblem } from '../transport/http-client.ts';

type Reason = Extract<AccountOutcome, { kind: 'refused' }>['reason'];

const reasons: Partial<Record<ProblemCode, Reason>> = {
  'invite-invalid': 'invite-invalid',
  'already-set-up': 'invite-invalid',
  'username-taken': 'username-taken',
  'sign-in-failed': 'wrong-credentials',
  'rate-limited': 'too-many-attempts',
  'device-limit': 'device-limit',
  'account-suspended': 'account-suspended',
};

/**
 * What a person is told when signing up or in does not work. Anything that is not an expected refusal is
 * thrown on.
 */
export function accountRefusal(error: unknown): AccountOutcome {
  if (error instanceof ClientError && error.code === 'offline') return { kind: 'refused', reason: 'offline' };
  if (!(error instanceof ServerProblem)) throw error;
  const reason = reasons[error.code];
  if (reason === undefined) throw error;
  return error.retryAfterSeconds === null
    ? { kind: 'refused', reason }
    : { kind: 'refused', reason, retryAfterSeconds: error.retryAfterSeconds };
}
