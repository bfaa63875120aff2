import type { AccountId, ConversationId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import { failWaiting } from '../outbox/settle-entry.ts';
import type { GroupDescription } from '../sessions/describe-group.ts';
import type { Changes } from '../store/changes.ts';
import { addEpochNotices, type EpochChange } from './epoch-notices.ts';
import { forgetEpochs, saveEpoch } from './epoch-table.ts';
import type { GroupEvent } from './group-event.ts';
import { type GroupRecord, saveContext, setStanding, updateGroup } from './group-table.ts';
import { saveMembers } from './member-table.ts';
import { removePending } from './pending-table.ts';
import { accountsOf } from './roles.ts';
import { removeTasks } from './task-table.ts';

/** A commit that counts, as the log has it. */
export type AdoptedCommit = {
  readonly actor: AccountId;
  readonly before: GroupDescription;
  readonly after: GroupDescription;
  readonly left: ReadonlySet<AccountId>;
  readonly rejoined: boolean;
  /** The rejoin key from here on; `null`: it is the one before. */
  readonly rejoinKey: Uint8Array | null;
  /** This device made it, and has fresh keys by it. */
  readonly own: boolean;
};

type Context = Pick<DeviceContext, 'self' | 'vault' | 'platform'>;

/**
 * Everything that follows from a commit that counts, beside the state itself: who is in it, what it says,
 * what the timeline tells. Messages that were encrypted and not accepted are encrypted again.
 */
export function adoptEpoch(
  changes: Changes,
  { vault }: Context,
  group: GroupRecord,
  event: Pick<GroupEvent, 'seq' | 'acceptedAt'>,
  commit: AdoptedCommit,
): void {
  const { groupId } = group;
  const { before, after, rejoinKey } = commit;
  saveMembers(changes, groupId, before, after, event.acceptedAt);
  if (after.context !== null) saveContext(changes, groupId, after.context);
  saveEpoch(changes, groupId, after);
  updateGroup(changes, groupId, {
    epoch: after.epoch,
    refused_seq: null,
    refused_at: null,
    refused_certain: 0,
    fresh_before_send: 0,
    ...(rejoinKey === null ? {} : { rejoin_key: rejoinKey, rejoin_key_seq: event.seq, rejoin_key_kept: 0 }),
    ...(commit.own ? { updated_at: event.acceptedAt, sent_since_update: 0 } : {}),
  });
  if (group.standing !== 'left') addEpochNotices(changes, groupId, commit, event.acceptedAt);
  vault.dropNext(changes, groupId);
  removePending(changes, groupId);
  encryptAgain(changes, groupId);
  changes.touchGroup(groupId);
}

/** What was encrypted in an epoch that has ended cannot be accepted any more. */
export function encryptAgain(changes: Changes, groupId: ConversationId): void {
  changes.run('update outbox set envelopes = null where conversation_id = ? and envelopes is not null', [
    groupId,
  ]);
  changes.touchOutbox();
}

/** A commit that counts took this device out of the group. What was read stays; nothing can be read from here. */
export function adoptRemoval(
  changes: Changes,
  { self, vault }: Context,
  group: GroupRecord,
  event: Pick<GroupEvent, 'seq' | 'acceptedAt'>,
  change: Omit<EpochChange, 'rejoined'>,
): void {
  const { groupId } = group;
  vault.forget(changes, groupId);
  vault.dropNext(changes, groupId);
  removePending(changes, groupId);
  if (accountsOf(change.after.leaves).has(self.accountId)) {
    // Its people are still in the group: a device that was silent for too long comes back by itself.
    setStanding(changes, groupId, 'repairing', 'behind');
    return;
  }
  saveMembers(changes, groupId, change.before, change.after, event.acceptedAt);
  addEpochNotices(changes, groupId, { ...change, rejoined: false }, event.acceptedAt);
  removeTasks(changes, groupId);
  forgetEpochs(changes, groupId);
  failWaiting(changes, groupId, 'not-a-member');
  const wanted = group.standing === 'left' || change.left.has(self.accountId);
  setStanding(changes, groupId, wanted ? 'left' : 'removed');
}
