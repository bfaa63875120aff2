import type { ConversationId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import { countVotes } from './claim-table.ts';
import type { GroupRecord } from './group-table.ts';
import { askAround, conclude, type Finding } from './investigate.ts';
import { countMembers, readRole } from './member-table.ts';
import type { Schedule } from './schedule.ts';

/** How long answers are waited for; and when others are asked, if nobody was there: later every time. */
const patienceMs = 8_000;
const askAgainMs = 60_000;
const askAgainDoublings = 6;

/** As many answers as decide, in a group that has so many. */
const answersEnough = 3;

/** Those who would go on without a commit that does not count ask first; the others by and by. */
const firstToAskMs = 2_000;

type Inquiry = {
  /** What came stays what it is; what others say may have been outrun by the time it is looked into. */
  isLasting: boolean;
  askedAt: number | null;
  askAt: number | null;
  attempts: number;
};

/** Questions to other members about which history they hold, while they are open. */
export type Inquiries = {
  /** Something came that could not be reconciled. */
  suspect(groupId: ConversationId): void;
  /** What others say differs from what is here, by now. */
  doubt(groupId: ConversationId): void;
  find(groupId: ConversationId): Inquiry | undefined;
  forget(groupId: ConversationId): void;
};

export function createInquiries(): Inquiries {
  const open = new Map<ConversationId, Inquiry>();
  const begin = (groupId: ConversationId): Inquiry => {
    const inquiry = open.get(groupId) ?? { isLasting: false, askedAt: null, askAt: null, attempts: 0 };
    open.set(groupId, inquiry);
    return inquiry;
  };
  return {
    suspect(groupId) {
      begin(groupId).isLasting = true;
    },
    doubt: begin,
    find: (groupId) => open.get(groupId),
    forget: (groupId) => open.delete(groupId),
  };
}

/**
 * Asks, waits for answers, and decides whether this device is out of step. What makes one device ask often makes all
 * of them ask: in a large group each waits a while of its own, and mostly there is nothing left to ask then.
 *
 * @param spreadMs within which all devices of the group ask.
 */
export function inquire(
  context: DeviceContext,
  group: GroupRecord,
  schedule: Schedule,
  inquiries: Inquiries,
  { look, spreadMs }: { readonly look: () => void; readonly spreadMs: number },
): Finding {
  const { database, platform, self } = context;
  const { groupId } = group;
  const now = platform.clock();
  const votes = countVotes(database, group, now);
  const others = countMembers(database, groupId) - 1;
  const isUnsure = group.refusedSeq !== null && !group.refusedCertain;
  const isDoubtful = votes.disagree.length > 0 || votes.stalled > 0 || isUnsure;
  if (isDoubtful) inquiries.doubt(groupId);
  // Those who are ahead were told of a commit that has to come here too.
  if (votes.ahead > 0) {
    look();
    schedule.putOff(`${groupId} ahead ${group.epoch}`, now + patienceMs);
  }
  const inquiry = inquiries.find(groupId);
  if (inquiry === undefined || others < 1) return 'unknown';
  if (inquiry.askedAt !== null) {
    const answers = votes.agree + votes.disagree.length + votes.ahead;
    if (answers >= Math.min(answersEnough, others) || now >= inquiry.askedAt + patienceMs) {
      const asked = { others, timesAsked: inquiry.attempts };
      const finding = database.commit((changes) => conclude(changes, context, groupId, asked));
      if (finding !== 'unknown') {
        inquiries.forget(groupId);
        return finding;
      }
    }
  } else if (!isDoubtful && !inquiry.isLasting) {
    inquiries.forget(groupId);
    return 'unknown';
  }
  const isFirst = readRole(database, groupId, self.accountId) !== 'member';
  inquiry.askAt ??= now + schedule.chance() * (isFirst ? Math.min(firstToAskMs, spreadMs) : spreadMs);
  if (now >= inquiry.askAt) {
    database.commit((changes) => askAround(changes, context, groupId));
    inquiry.askedAt = now;
    inquiry.askAt = now + patienceMs + askAgainMs * 2 ** Math.min(inquiry.attempts, askAgainDoublings);
    inquiry.attempts += 1;
  }
  const answerDueAt = (inquiry.askedAt ?? -Infinity) + patienceMs;
  schedule.putOff(`${groupId} inquiry`, now < answerDueAt ? answerDueAt : inquiry.askAt);
  return 'unknown';
}
