import { ClientError, type ClientErrorCode } from '@sotto/client';
import { RefusedError } from '../../command.ts';

const messages: Partial<Record<ClientErrorCode, string>> = {
  'not-permitted': 'your role in this group does not allow it',
  'not-a-member': 'you are not in this group',
  'group-full': 'the group would be larger than groups may be here',
  'last-owner': 'somebody else has to be owner first: name them with --successor',
  'invalid-input': 'a name has 1 to 80 characters, a description at most 500',
  'unknown-person': 'somebody of them is not in your organisation',
};

/** Says in one line why something about a group was refused at once. @throws RefusedError, or the error. */
export function refuseGroup(error: unknown): never {
  const message = error instanceof ClientError ? messages[error.code] : undefined;
  if (error instanceof ClientError && message !== undefined) throw new RefusedError(error.code, message);
  throw error;
}
