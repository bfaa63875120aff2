import { sha256 } from '@sotto/crypto/primitives';
import type { AccountId, ConversationId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import { insertPlaceholder } from '../messages/item-table.ts';
import type { Liveness } from '../messages/liveness.ts';
import { markSeen, wasSeen } from '../messages/seen.ts';
import { takeMessage } from '../messages/take-message.ts';
import { readEntry } from '../outbox/outbox-table.ts';
import { settleEntry } from '../outbox/settle-entry.ts';
import { adoptPending } from '../sessions/adopt-pending.ts';
import { type OpenedCommit, openGroupEvent } from '../sessions/open-group-event.ts';
import { isRejoinProof } from '../sessions/rejoin-key.ts';
import type { Changes } from '../store/changes.ts';
import { type AdoptedCommit, adoptEpoch, adoptRemoval } from './adopt-epoch.ts';
import { checkChange } from './check-change.ts';
import { spendClaims } from './claim-key-packages.ts';
import type { GroupEvent } from './group-event.ts';
import { type GroupRecord, readGroup, setStanding, updateGroup } from './group-table.ts';
import { insertGroupNotice } from './insert-group-notice.ts';
import { accountsInQuestion, listingOf } from './listing.ts';
import { noteHeard } from './member-table.ts';
import { readPending } from './pending-table.ts';
import { accountsOf } from './roles.ts';
import type { StagedChange } from './staged-change.ts';

export type GroupReceiving = DeviceContext & { readonly liveness: Liveness };

export type ReceivedEvents = {
  /** How many were taken in; the rest waits for `needs`. */
  readonly taken: number;
  /** Device lists to look up before the next event can be decided. */
  readonly needs: readonly AccountId[];
  /** Something could not be reconciled: other members are to be asked what they hold. */
  readonly suspicious: boolean;
};

/**
 * Takes in a run of a group's log: states, messages, notices and the cursor move in one transaction. What is
 * refused leaves everything as it is and does not stop what comes after it.
 *
 * @param looked accounts whose lists were looked up for the first of these events.
 */
export function receiveGroupEvents(
  context: GroupReceiving,
  groupId: ConversationId,
  events: readonly GroupEvent[],
  looked: ReadonlySet<AccountId>,
): ReceivedEvents {
  return context.database.commit((changes) => {
    let taken = 0;
    let suspicious = false;
    for (const event of events) {
      const group = readGroup(changes, groupId);
      if (group === null) break;
      const lookedFor = taken === 0 ? looked : new Set<AccountId>();
      const outcome = receiveEvent(changes, context, group, event, lookedFor);
      if (outcome.kind === 'needs-lists') return { taken, needs: outcome.accounts, suspicious };
      if (outcome.kind === 'suspicious') suspicious = true;
      taken += 1;
      // A log gives nothing two places: what truly stands in this one is read with the next connection.
      if (outcome.kind !== 'repeated')
        updateGroup(changes, groupId, { cursor: Math.max(event.seq, group.cursor) });
    }
    return { taken, needs: [], suspicious };
  });
}

type Outcome =
  | { readonly kind: 'taken' | 'repeated' | 'suspicious' }
  | { readonly kind: 'needs-lists'; readonly accounts: readonly AccountId[] };

const taken: Outcome = { kind: 'taken' };
const repeated: Outcome = { kind: 'repeated' };
const suspicious: Outcome = { kind: 'suspicious' };

function receiveEvent(
  changes: Changes,
  context: GroupReceiving,
  group: GroupRecord,
  event: GroupEvent,
  looked: ReadonlySet<AccountId>,
): Outcome {
  const { vault, platform } = context;
  const { groupId } = group;
  // Somebody who left, was removed, or is joining again has nothing to open it with.
  if (group.standing === 'repairing' || !vault.has(changes, groupId)) return taken;
  if (takeOwn(changes, context, group, event)) return taken;
  // Withdrawn: its writer's deletion says so. Until that comes it is missing, as one that was held back is.
  if (event.kind === 'application' && event.payload.length === 0) return taken;
  const opened = openGroupEvent(changes, context, groupId, event);
  switch (opened.kind) {
    case 'message':
      noteHeard(changes, groupId, opened.senderLeaf, event.acceptedAt);
      if (wasSeen(changes, event.id)) return repeated;
      if (group.standing === 'left') return taken;
      markSeen(changes, event.id, event.acceptedAt);
      showMessage(changes, context, opened.message);
      return taken;
    case 'leaving':
      changes.touchGroup(groupId);
      return taken;
    case 'change':
      return receiveChange(changes, context, group, event, opened, looked);
    case 'own':
      return taken;
    case 'duplicate':
      return repeated;
    case 'proposal-refused':
      platform.log('info', 'group-event-refused');
      return taken;
    case 'forked':
      platform.log('info', 'group-event-refused');
      return suspicious;
    case 'wrong-epoch':
      return receiveOutOfEpoch(changes, group, event, opened.epoch);
    case 'refused':
      platform.log('info', 'group-event-refused');
      // This device may be the one that holds another history: others are asked before anything is done.
      if (event.kind === 'commit')
        refuseCommit(changes, group, event, { certain: false, now: platform.clock() });
      return opened.reason === 'cryptography' ? suspicious : taken;
  }
}

/** What this device sent itself: the log says that it counts. */
function takeOwn(changes: Changes, context: GroupReceiving, group: GroupRecord, event: GroupEvent): boolean {
  const { groupId } = group;
  if (event.kind === 'commit') {
    const pending = readPending(changes, groupId);
    if (pending?.commitId !== event.id || !isSame(sha256(event.payload), pending.commitHash)) return false;
    const { before, after, rejoinKey } = adoptPending(changes, context, groupId);
    spendClaims(changes, groupId);
    adoptEpoch(changes, context, group, event, {
      actor: context.self.accountId,
      before,
      after,
      left: new Set(pending.leaving),
      rejoined: false,
      rejoinKey: pending.removes ? rejoinKey : null,
      own: true,
    });
    return true;
  }
  const entry = readEntry(changes, event.id);
  if (entry === null || entry.conversationId !== groupId) return false;
  settleEntry(changes, entry, event.acceptedAt);
  markSeen(changes, event.id, event.acceptedAt);
  return true;
}

function showMessage(
  changes: Changes,
  context: GroupReceiving,
  message: Parameters<typeof takeMessage>[2],
): void {
  const result = takeMessage(changes, context, message);
  if (result.kind === 'taken') return;
  context.platform.log('info', 'group-event-refused');
  if (message.senderId === context.self.accountId) return;
  insertPlaceholder(changes, {
    messageId: message.messageId,
    conversationId: message.conversationId,
    senderId: message.senderId,
    senderDeviceId: message.senderDeviceId,
    mine: false,
    sortAt: message.acceptedAt,
    cause: result.kind,
  });
}

function receiveChange(
  changes: Changes,
  context: GroupReceiving,
  group: GroupRecord,
  event: GroupEvent,
  { change, commit }: { readonly change: StagedChange; readonly commit: OpenedCommit },
  looked: ReadonlySet<AccountId>,
): Outcome {
  const { groupId } = group;
  const listing = listingOf(changes);
  const doubted = [...accountsInQuestion(change, listing)].filter((accountId) => !looked.has(accountId));
  if (doubted.length > 0) return { kind: 'needs-lists', accounts: doubted };
  const refusal = checkChange(change, listing, (joiner) =>
    isRejoinProof(change.authenticatedData, group.rejoinKey, groupId, commit.before.epoch, joiner),
  );
  const author = change.committer ?? change.committerAfter;
  if (refusal !== null || author === null) {
    context.platform.log('info', 'group-commit-refused');
    refuseCommit(changes, group, event, { certain: true, now: context.platform.clock() });
    if (author !== null) {
      insertGroupNotice(changes, {
        itemId: `group:${groupId}:refused:${event.id}`,
        conversationId: groupId,
        accountId: author.accountId,
        change: { kind: 'change-refused' },
        at: event.acceptedAt,
      });
    }
    return taken;
  }
  const actor = author.accountId;
  const left = leftBy(change);
  if (commit.after === null) {
    const after = { ...commit.before, epoch: commit.before.epoch + 1, leaves: change.leavesAfter };
    adoptRemoval(changes, context, group, event, { actor, before: commit.before, after, left });
    return taken;
  }
  const { rejoinKey } = commit.adopt(changes);
  const adopted: AdoptedCommit = {
    actor,
    before: commit.before,
    after: commit.after,
    left,
    rejoined: change.committer === null && change.steps.some((step) => step.kind === 'remove'),
    rejoinKey: commit.removes ? rejoinKey : null,
    own: false,
  };
  adoptEpoch(changes, context, group, event, adopted);
  if (author !== null) noteHeard(changes, groupId, author.leaf, event.acceptedAt);
  return taken;
}

/** Accounts that are gone after it because they proposed that themselves. */
function leftBy({ steps, leavesAfter }: StagedChange): Set<AccountId> {
  const remain = accountsOf(leavesAfter);
  const left = new Set<AccountId>();
  for (const step of steps) {
    if (step.kind !== 'remove' || step.leaf === null || step.by !== step.leaf.accountId) continue;
    if (!remain.has(step.leaf.accountId)) left.add(step.leaf.accountId);
  }
  return left;
}

/**
 * A commit that does not count: the group stays in its epoch, and somebody goes on without it. Until then
 * nothing can be sent, because the server believes in the next epoch.
 */
function refuseCommit(
  changes: Changes,
  group: GroupRecord,
  event: GroupEvent,
  { certain, now }: { readonly certain: boolean; readonly now: number },
): void {
  updateGroup(changes, group.groupId, {
    refused_seq: event.seq,
    refused_at: group.refusedAt ?? now,
    refused_certain: certain ? 1 : 0,
  });
  changes.touchGroup(group.groupId);
}

function receiveOutOfEpoch(changes: Changes, group: GroupRecord, event: GroupEvent, epoch: number): Outcome {
  // Another commit of an epoch that has ended: the first that counted counts.
  if (epoch < group.epoch) return taken;
  if (group.refusedSeq !== null) {
    // What hangs on a refused commit is refused with it.
    if (event.kind === 'commit') updateGroup(changes, group.groupId, { refused_seq: event.seq });
    return taken;
  }
  // The commit in between was withheld: without it nothing can be read any more.
  if (group.standing !== 'left') setStanding(changes, group.groupId, 'repairing', 'refused');
  return taken;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
