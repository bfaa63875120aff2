import type { ConversationId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import type { Clock } from '../platform/clock.ts';
import { countVotes } from './claim-table.ts';
import type { GroupRecord } from './group-table.ts';
import { askAround, conclude, type Finding } from './investigate.ts';
import { countMembers } from './member-table.ts';
import type { Schedule } from './schedule.ts';

/** How long answers are waited for; and when others are asked, if nobody was there. */
const patienceMs = 8_000;
const askAgainMs = 60_000;

/** As many answers as decide, in a group that has so many. */
const answersEnough = 3;

type Inquiry = { askedAt: number | null; askAgainAt: number };

/** Questions to other members about which history they hold, while they are open. */
export type Inquiries = {
  /** Something came that could not be reconciled. */
  suspect(groupId: ConversationId): void;
  find(groupId: ConversationId): Inquiry | undefined;
  forget(groupId: ConversationId): void;
};

export function createInquiries(clock: Clock): Inquiries {
  const open = new Map<ConversationId, Inquiry>();
  return {
    suspect(groupId) {
      if (!open.has(groupId)) open.set(groupId, { askedAt: null, askAgainAt: clock() });
    },
    find: (groupId) => open.get(groupId),
    forget: (groupId) => open.delete(groupId),
  };
}

/** Asks, waits for answers, and decides whether this device is out of step. */
export function inquire(
  context: DeviceContext,
  group: GroupRecord,
  schedule: Schedule,
  inquiries: Inquiries,
  look: () => void,
): Finding {
  const { database, platform } = context;
  const { groupId } = group;
  const now = platform.clock();
  const votes = countVotes(database, groupId, group.epoch, now);
  const others = countMembers(database, groupId) - 1;
  if (votes.disagree.length > 0 || (group.refusedSeq !== null && !group.refusedCertain)) {
    inquiries.suspect(groupId);
  }
  if (votes.stalled > 0) inquiries.suspect(groupId);
  // Those who are ahead were told of a commit that has to come here too.
  if (votes.ahead > 0) {
    look();
    schedule.putOff(`${groupId} ahead ${group.epoch}`, now + patienceMs);
  }
  const inquiry = inquiries.find(groupId);
  if (inquiry === undefined || others < 1) return 'unknown';
  const wakeAt = (at: number) => schedule.putOff(`${groupId} inquiry`, at);
  if (inquiry.askedAt === null) {
    if (now < inquiry.askAgainAt) return 'unknown';
    database.commit((changes) => askAround(changes, context, groupId));
    inquiry.askedAt = now;
    wakeAt(now + patienceMs);
    return 'unknown';
  }
  const answers = votes.agree + votes.disagree.length + votes.ahead;
  if (answers < Math.min(answersEnough, others) && now < inquiry.askedAt + patienceMs) return 'unknown';
  const finding = database.commit((changes) => conclude(changes, context, groupId));
  if (finding !== 'unknown') {
    inquiries.forget(groupId);
    return finding;
  }
  inquiry.askedAt = null;
  inquiry.askAgainAt = now + askAgainMs;
  wakeAt(inquiry.askAgainAt);
  return finding;
}
