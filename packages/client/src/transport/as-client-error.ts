import type { ProblemCode } from '@sotto/protocol';
import { ClientError, type ClientErrorCode } from '../client-error.ts';
import { ServerProblem } from './http-client.ts';

const codes: Partial<Record<ProblemCode, ClientErrorCode>> = {
  'not-permitted': 'not-permitted',
  'not-signed-in': 'not-signed-in',
  'session-ended': 'not-signed-in',
  'token-expired': 'not-signed-in',
  'account-unknown': 'unknown-person',
  'session-unknown': 'unknown-session',
  'rate-limited': 'rate-limited',
  'invalid-request': 'invalid-input',
  'device-list-refused': 'device-list-refused',
  unavailable: 'offline',
};

/** Runs an action of the front door: whatever goes wrong in it leaves as a `ClientError`. */
export async function asClientError<Result>(action: () => Promise<Result>): Promise<Awaited<Result>> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ClientError) throw error;
    if (error instanceof ServerProblem) throw new ClientError(codes[error.code] ?? 'server-refused', error);
    throw new ClientError('internal', error);
  }
}
