import { sha256 } from '@sotto/crypto/primitives';
import {
  type AccountId,
  type CommitId,
  type ConversationId,
  decodeBase64,
  encodeBase64,
} from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { ensureGroupConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { readPerson } from '../people/person-table.ts';
import { refreshPeople } from '../people/refresh-people.ts';
import { randomUuid } from '../platform/random-uuid.ts';
import { adoptRejoin, prepareRejoin, readShownGroup, type ShownGroup } from '../sessions/prepare-rejoin.ts';
import { openGroupInfo, unwrapRejoinKey } from '../sessions/rejoin-key.ts';
import type { Changes } from '../store/changes.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { encryptAgain } from './adopt-epoch.ts';
import { forgetEpochs, saveEpoch } from './epoch-table.ts';
import { insertGroup, readGroup, setStanding, updateGroup } from './group-table.ts';
import { insertGroupNotice } from './insert-group-notice.ts';
import { saveMembers } from './member-table.ts';
import { type PendingCommit, readPending, savePending } from './pending-table.ts';
import { answeredRejoinKey, closeKeyRequest, requestRejoinKey } from './rejoin-key-exchange.ts';
import { accountsOf } from './roles.ts';
import { asGroupId, type CommitAnswer, discardPending, sendPending } from './send-pending.ts';
import { somePeople } from './share-epochs.ts';
import { checkTree, learnMembers } from './validate-members.ts';

export type RejoinOutcome =
  | { readonly kind: 'rejoined' }
  /** Its people are not in it any more. */
  | { readonly kind: 'removed' }
  /** No key here opens the GroupInfo: members were asked for it. */
  | { readonly kind: 'asked' }
  /** The group does not allow it, or somebody in it is not vouched for: tried again later. */
  | { readonly kind: 'later' };

/** The group moved on while this device was joining: look again at once, but not for ever. */
const attemptsMax = 6;

/** Members asked for the key at a time. */
const askedMax = 3;

/**
 * Brings this device into a group by its own commit (REQ-G3): one that lost its state, slept longer than the
 * log is kept, or was shown another history than the others; or a new one, when none of its siblings is
 * there to add it. Nothing is asked of anybody who is not there.
 *
 * @throws when the server cannot be asked now.
 */
export async function rejoinGroup(context: DeviceContext, groupId: ConversationId): Promise<RejoinOutcome> {
  const { database, platform } = context;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const before = readPending(database, groupId);
    // A commit that was made on the branch that is left now must not reach the others.
    const isStray = before !== null && before.route !== 'rejoin';
    if (isStray) database.commit((changes) => discardPending(changes, context, groupId));
    // One to join again came from a run before: ask what became of it.
    const pending = before === null || isStray ? await beginRejoin(context, groupId) : before;
    if ('kind' in pending) return pending;
    const answer = await sendPending(context, pending);
    if (answer.kind === 'accepted') {
      database.commit((changes) => completeRejoin(changes, context, pending, answer));
      platform.log('info', 'group-rejoined');
      return { kind: 'rejoined' };
    }
    database.commit((changes) => discardPending(changes, context, groupId));
    if (answer.kind === 'refused') return { kind: 'later' };
  }
  return { kind: 'later' };
}

async function beginRejoin(
  context: DeviceContext,
  groupId: ConversationId,
): Promise<PendingCommit | RejoinOutcome> {
  const { call, database, self, platform } = context;
  const served = await call(routes.getGroupInfo, { params: { group_id: asGroupId(groupId) } });
  const box = new Uint8Array(decodeBase64(served.group_info) ?? []);
  const opened = await openWithAnyKey(context, groupId, served.epoch, box);
  if (opened === null) {
    const to = await peopleToAsk(context, groupId);
    database.commit((changes) => requestRejoinKey(changes, context, groupId, [...to, self.accountId]));
    return { kind: 'asked' };
  }
  const { shown, rejoinKey } = opened;
  if (!accountsOf(shown.leaves).has(self.accountId)) return { kind: 'removed' };
  if (shown.context?.rejoin !== true) return { kind: 'later' };
  await learnMembers(context, shown);
  return database.commit((changes): PendingCommit | RejoinOutcome => {
    if (checkTree(changes, shown) !== null) {
      platform.log('info', 'group-refused');
      return { kind: 'later' };
    }
    const { after, commit, groupInfo } = prepareRejoin(changes, context, groupId, shown, rejoinKey);
    if (after.context === null) return { kind: 'later' };
    if (readGroup(changes, groupId) === null) {
      ensureGroupConversation(changes, groupId, platform.clock());
      insertGroup(changes, {
        groupId,
        standing: 'repairing',
        invitedBy: null,
        suite: after.suite,
        epoch: after.epoch,
        cursor: 0,
        joinedAt: platform.clock(),
        rejoinKey,
        rejoinKeySeq: served.commit_seq,
        context: after.context,
      });
      setStanding(changes, groupId, 'repairing', 'behind');
    } else updateGroup(changes, groupId, { rejoin_key: rejoinKey });
    const commitId = randomUuid(platform.random) as CommitId;
    savePending(changes, {
      groupId,
      commitId,
      route: 'rejoin',
      targetId: null,
      submission: {
        device_id: self.deviceId,
        commit_id: commitId,
        after: served.commit_seq,
        commit: encodeBase64(commit),
        added: [{ user_id: self.accountId, device_id: self.deviceId }],
        removed: [],
        group_info: encodeBase64(groupInfo),
      },
      commitHash: sha256(commit),
      removes: false,
      leaving: [],
    });
    return readPending(changes, groupId) as PendingCommit;
  });
}

/** Members as this device knew them; one that was never in asks those whom the server has in the group. */
async function peopleToAsk(context: DeviceContext, groupId: ConversationId): Promise<AccountId[]> {
  const { call, database, self } = context;
  const known = somePeople(database, context, groupId, askedMax);
  if (known.length > 0) return known;
  const { members } = await call(routes.listGroupMembers, { params: { group_id: asGroupId(groupId) } });
  const others = new Set(
    members.map((one) => one.user_id).filter((accountId) => accountId !== self.accountId),
  );
  const some = [...others].slice(0, askedMax);
  if (some.some((accountId) => readPerson(database, accountId) === null)) await refreshPeople(context);
  return some.filter((accountId) => readPerson(database, accountId) !== null);
}

/** This device's own key first, then one that a member gave it, then the copy that its account keeps. */
async function openWithAnyKey(
  { call, database, self }: DeviceContext,
  groupId: ConversationId,
  epoch: number,
  box: Uint8Array,
): Promise<{ shown: ShownGroup; rejoinKey: Uint8Array } | null> {
  const open = (rejoinKey: Uint8Array) => {
    const groupInfo = openGroupInfo(rejoinKey, groupId, epoch, box);
    const shown = groupInfo && readShownGroup(groupId, groupInfo);
    return shown ? { shown, rejoinKey } : null;
  };
  for (const key of [readGroup(database, groupId)?.rejoinKey, answeredRejoinKey(database, groupId)]) {
    const opened = key ? open(key) : null;
    if (opened !== null) return opened;
  }
  try {
    const params = { group_id: asGroupId(groupId), user_id: self.accountId };
    const { wrapped_key } = await call(routes.getRejoinKey, { params });
    const copy = unwrapRejoinKey(self, groupId, new Uint8Array(decodeBase64(wrapped_key) ?? []));
    return copy === null ? null : open(copy);
  } catch (error) {
    if (error instanceof ServerProblem && error.code === 'rejoin-key-unknown') return null;
    throw error;
  }
}

/** In again: everything of the group is as it is there, and messages that waited are encrypted for it. */
function completeRejoin(
  changes: Changes,
  context: DeviceContext,
  pending: PendingCommit,
  answer: Extract<CommitAnswer, { kind: 'accepted' }>,
): void {
  const { groupId } = pending;
  const group = readGroup(changes, groupId);
  const after = adoptRejoin(changes, context, groupId);
  if (group === null || after.context === null) throw new TypeError('joined without a group');
  const isNew = group.cursor === 0;
  insertGroup(changes, {
    groupId,
    standing: group.invitedBy === null ? 'member' : 'invited',
    invitedBy: group.invitedBy,
    suite: after.suite,
    epoch: after.epoch,
    cursor: answer.seq,
    joinedAt: isNew ? answer.acceptedAt : group.joinedAt,
    rejoinKey: group.rejoinKey,
    rejoinKeySeq: answer.seq,
    context: after.context,
  });
  updateGroup(changes, groupId, { updated_at: answer.acceptedAt });
  forgetEpochs(changes, groupId);
  saveEpoch(changes, groupId, after);
  saveMembers(changes, groupId, null, after, answer.acceptedAt);
  discardPending(changes, context, groupId);
  closeKeyRequest(changes, groupId);
  encryptAgain(changes, groupId);
  insertGroupNotice(changes, {
    itemId: `group:${groupId}:${after.epoch}:${isNew ? 'joined' : 'rejoined'}`,
    conversationId: groupId,
    accountId: context.self.accountId,
    change: isNew ? { kind: 'joined', history: after.context.history } : { kind: 'rejoined' },
    at: answer.acceptedAt,
  });
}
