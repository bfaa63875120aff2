import type { GroupId } from '@sotto/protocol';
import type { GroupCommit } from '@sotto/protocol/http';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { OutgoingCommit } from './accept-commit.ts';
import { checkGroupCommit } from './check-group-message.ts';

/**
 * A submitted commit, its head read and what it says of itself consistent.
 *
 * @throws ProblemError `not-your-device`, `group-message-refused`, `invalid-request`.
 */
export function readCommit(actor: Actor, groupId: GroupId, body: GroupCommit): OutgoingCommit {
  if (body.device_id !== actor.deviceId) throw new ProblemError('not-your-device');
  const { commit_id: commitId, added, removed, refuses } = body;
  const commit = Buffer.from(body.commit, 'base64');
  const checked = checkGroupCommit(groupId, commit);
  requireDistinct(added.map((device) => `${device.user_id} ${device.device_id}`));
  if (checked.outside) requireOnlyItself(actor, body);
  return {
    ...checked,
    groupId,
    commitId,
    refuses,
    added,
    removed,
    commit,
    welcome: body.welcome === undefined ? undefined : Buffer.from(body.welcome, 'base64'),
    groupInfo: Buffer.from(body.group_info, 'base64'),
  };
}

/** Who joins from outside brings nobody along, and removes nobody: its own old leaf is no device of the log. */
function requireOnlyItself(actor: Actor, { added, removed, refuses, welcome }: GroupCommit): void {
  const [only] = added;
  const itself = only?.user_id === actor.accountId && only.device_id === actor.deviceId;
  if (!itself || added.length > 1 || removed.length > 0 || refuses !== undefined || welcome !== undefined)
    throw new ProblemError('invalid-request', { detail: 'an external commit adds the sending device alone' });
}

function requireDistinct(devices: readonly string[]): void {
  if (new Set(devices).size < devices.length)
    throw new ProblemError('invalid-request', { detail: 'a device is added twice' });
}
