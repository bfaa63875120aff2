import { ClientError } from '@sotto/client';
import { RefusedError } from '../command.ts';

/** What the client refused, as a line with a code for scripts. */
export function asRefusal(what: string, error: unknown): unknown {
  return error instanceof ClientError ? new RefusedError(error.code, `${what}: ${error.code}`) : error;
}
