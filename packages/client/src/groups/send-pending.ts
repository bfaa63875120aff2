import type { AccountId, ConversationId, GroupId } from '@sotto/protocol';
import { type CommitOutcome, routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import type { Changes } from '../store/changes.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { fetchedEvent, type GroupEvent } from './group-event.ts';
import { type PendingCommit, removePending } from './pending-table.ts';

/** What the server says of a commit. */
export type CommitAnswer =
  /** It is in the log: whoever reads there finds it, this device too. */
  | { readonly kind: 'accepted'; readonly seq: number; readonly acceptedAt: number }
  /** Another was first. `events` are what comes next, as far as they were sent along. */
  | { readonly kind: 'stale'; readonly events: readonly GroupEvent[] }
  /** It will never be taken. */
  | { readonly kind: 'refused'; readonly reason: 'group-full' | 'gone' | 'refused' };

/** Sends the commit that is under way; repeating it is safe. @throws when there is no answer now. */
export async function sendPending(
  { call, self }: DeviceContext,
  pending: PendingCommit,
): Promise<CommitAnswer> {
  const group_id = asGroupId(pending.groupId);
  const { submission: body } = pending;
  try {
    return answerOf(await send());
  } catch (error) {
    if (!(error instanceof ServerProblem)) throw error;
    switch (error.code) {
      case 'group-full':
        return { kind: 'refused', reason: 'group-full' };
      case 'group-unknown':
      case 'log-truncated':
        return { kind: 'refused', reason: 'gone' };
      case 'group-message-refused':
      case 'invalid-request':
      case 'event-id-used':
      case 'body-too-large':
      case 'device-unknown':
      case 'not-permitted':
        return { kind: 'refused', reason: 'refused' };
      default:
        throw error;
    }
  }

  function send(): Promise<CommitOutcome> {
    if (pending.route === 'add') {
      return call(routes.addGroupMembers, { params: { group_id, added_by: self.accountId }, body });
    }
    if (pending.route === 'remove') {
      const user_id = pending.targetId as AccountId;
      const params = { group_id, user_id, removed_by: self.accountId };
      return call(routes.removeGroupMember, { params, body });
    }
    return call(routes.commitGroup, { params: { group_id, committer_id: self.accountId }, body });
  }
}

/** Forgets a commit that came to nothing; the group is as it was. */
export function discardPending(
  changes: Changes,
  { vault }: Pick<DeviceContext, 'vault'>,
  groupId: ConversationId,
): void {
  vault.dropNext(changes, groupId);
  removePending(changes, groupId);
}

export function asGroupId(groupId: ConversationId): GroupId {
  return groupId as string as GroupId;
}

function answerOf(outcome: CommitOutcome): CommitAnswer {
  if (outcome.outcome === 'accepted') {
    return { kind: 'accepted', seq: outcome.seq, acceptedAt: Date.parse(outcome.accepted_at) };
  }
  return { kind: 'stale', events: outcome.events.map(fetchedEvent) };
}
