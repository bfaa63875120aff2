import type { AccountId, ConversationId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import type { Changes } from '../store/changes.ts';
import { countVotes, forgetClaims, type Votes } from './claim-table.ts';
import { type GroupRecord, type RepairCause, readGroup, setStanding, updateGroup } from './group-table.ts';
import { insertGroupNotice } from './insert-group-notice.ts';
import { shareEpochs, somePeople } from './share-epochs.ts';

/** How many people are asked at a time; nobody else can choose them. */
const askedMax = 5;

/** A fork with the same person is told once a day. */
const noticeIntervalMs = 24 * 60 * 60 * 1000;

/**
 * Something does not fit: asks some members which history they hold. A server that shows histories that
 * differ cannot reach into the direct sessions over which they answer (REQ-G5).
 */
export function askAround(changes: Changes, context: DeviceContext, groupId: ConversationId): void {
  const to = somePeople(changes, context, groupId, askedMax);
  shareEpochs(changes, context, groupId, [...to, context.self.accountId], { answer: true });
}

/** How many people could answer, and how often some of them were asked. */
export type Asked = { readonly others: number; readonly timesAsked: number };

/** What the answers come to. */
export type Finding =
  /** Most hold what this device holds. */
  | 'agreed'
  /** Most hold something else, or have gone on where this device could not: it joins again. */
  | 'out-of-step'
  /** Nobody answered yet. */
  | 'unknown';

/**
 * Decides whether it is this device that is out of step. Most of those asked count: a single member that
 * lies cannot make others leave their history, nor can the server.
 */
export function weighVotes(
  group: Pick<GroupRecord, 'refusedSeq' | 'refusedCertain'>,
  { agree, disagree, ahead, stalled }: Votes,
  { others, timesAsked }: Asked,
): Finding {
  // Where a commit could not be read here, those who went on have read it.
  const gone = group.refusedSeq !== null && !group.refusedCertain ? ahead : 0;
  const against = disagree.length + gone;
  // They went on, and this device is not told how.
  if (agree + against === 0) return stalled > 0 ? 'out-of-step' : 'unknown';
  // A single voice of many decides only when the others were asked again and said nothing.
  if (disagree.length === 1 && agree + against === 1 && others > 1 && timesAsked < 2) return 'unknown';
  if (against > agree) return 'out-of-step';
  return stalled * 2 > agree + against ? 'out-of-step' : 'agreed';
}

/** Weighs what others said by now, and acts on it. */
export function conclude(
  changes: Changes,
  context: DeviceContext,
  groupId: ConversationId,
  asked: Asked,
): Finding {
  const { platform } = context;
  const group = readGroup(changes, groupId);
  if (group === null) return 'unknown';
  const now = platform.clock();
  const votes = countVotes(changes, group, now);
  const finding = weighVotes(group, votes, asked);
  const [other] = votes.disagree;
  if (other !== undefined && finding !== 'unknown') {
    platform.log('info', 'group-fork');
    noteFork(changes, groupId, other, finding === 'out-of-step', now);
  }
  if (finding === 'out-of-step') {
    setStanding(changes, groupId, 'repairing', causeOf(group, votes));
    forgetClaims(changes, groupId);
  } else if (finding === 'agreed') {
    if (group.refusedSeq !== null) updateGroup(changes, groupId, { refused_certain: 1 });
    forgetClaims(changes, groupId);
    changes.touchGroup(groupId);
  }
  return finding;
}

function causeOf(group: GroupRecord, votes: Votes): RepairCause {
  if (votes.disagree.length > 0) return 'fork';
  return group.refusedSeq === null ? 'behind' : 'refused';
}

/** Shown as what it is, and not as something that cannot be decrypted (REQ-G5). */
function noteFork(
  changes: Changes,
  groupId: ConversationId,
  accountId: AccountId,
  here: boolean,
  now: number,
): void {
  insertGroupNotice(changes, {
    itemId: `group:${groupId}:fork:${accountId}:${Math.floor(now / noticeIntervalMs)}`,
    conversationId: groupId,
    accountId,
    change: { kind: 'fork-detected', here },
    at: now,
  });
}
