import type {
  AccountId,
  ConversationSummary,
  GroupChange,
  GroupNotice,
  NamedPerson,
  RichMessage,
  TimelineMessage,
  TimelineNotice,
  TimelinePlaceholder,
} from '@sotto/client';

export const anna = '11111111-1111-4111-8111-111111111111' as AccountId;
export const ben = '22222222-2222-4222-8222-222222222222' as AccountId;

export const annaNamed: NamedPerson = { accountId: anna, name: 'Anna Weiss', self: true };
export const benNamed: NamedPerson = { accountId: ben, name: 'Ben Okafor', self: false };

/** A message with nothing but its text. */
const plain: RichMessage = {
  parts: [],
  replyTo: null,
  threadId: null,
  thread: null,
  reactions: [],
  edited: null,
  deleted: false,
  pinned: false,
  starred: false,
  forwards: 0,
  silent: false,
  mentionsMe: false,
  expiry: null,
  undoUntil: null,
  change: null,
};

export function message(id: string, change: Partial<TimelineMessage> = {}): TimelineMessage {
  const mine = change.mine ?? false;
  const text = change.text ?? `message ${id}`;
  return {
    ...plain,
    kind: 'message',
    id,
    senderId: mine ? anna : ben,
    senderName: mine ? annaNamed.name : benNamed.name,
    mine,
    at: 1_760_000_000_000,
    text,
    parts: [{ kind: 'text', text, mentions: [], mentionsAll: false }],
    state: mine ? 'sent' : 'received',
    failure: null,
    receipts: null,
    gapBefore: false,
    ...change,
  };
}

type LastMessage = NonNullable<ConversationSummary['lastMessage']>;

/** What a row of the list says was written last. */
export function lastSaid(text: string, change: Partial<LastMessage> = {}): LastMessage {
  const mine = change.mine ?? false;
  return {
    text,
    kind: 'text',
    mine,
    sender: mine ? annaNamed : benNamed,
    at: 1_760_000_000_000,
    state: mine ? 'sent' : 'received',
    ...change,
  };
}

type DirectNoticeKind = Exclude<TimelineNotice['notice'], 'group' | 'conversation'>;

export function notice(
  id: string,
  change: { at?: number; notice?: DirectNoticeKind; accountId?: AccountId } = {},
): TimelineNotice {
  return { kind: 'notice', id, at: 1_760_000_000_000, notice: 'verified', accountId: ben, ...change };
}

/** A line of a group: who did what. */
export function groupNotice(
  id: string,
  change: GroupChange,
  { at = 1_760_000_000_000, actor = benNamed }: { at?: number; actor?: NamedPerson } = {},
): GroupNotice {
  return { kind: 'notice', id, at, notice: 'group', accountId: actor.accountId, actor, change };
}

export function placeholder(id: string, change: Partial<TimelinePlaceholder> = {}): TimelinePlaceholder {
  return {
    kind: 'placeholder',
    id,
    senderId: ben,
    senderName: benNamed.name,
    at: 1_760_000_000_000,
    cause: 'asking-again',
    ...change,
  };
}
