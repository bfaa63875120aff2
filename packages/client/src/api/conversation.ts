import type { AccountId, ConversationId } from '@sotto/protocol';
import type { GroupChange, GroupPicture, GroupRole, GroupStanding } from './group.ts';
import type { NamedPerson, Person, Presence } from './person.ts';
import type { ConversationReference, ListedMessage, Preview, RichMessage } from './rich-message.ts';

/** One row of the conversation list. Counts are derived from what was read, never kept apart. */
export type ConversationSummary = DirectSummary | GroupSummary;

type AnySummary = {
  readonly conversationId: ConversationId;
  readonly lastMessage: {
    readonly text: string;
    readonly kind: Preview['kind'];
    readonly show?: Preview['show'];
    readonly mine: boolean;
    readonly sender: NamedPerson;
    readonly at: number;
    readonly state: MessageState;
  } | null;
  readonly unread: number;
  /** Unread messages that mention this person, threads included. */
  readonly unreadMentions: number;
  /** Followed threads with something new. */
  readonly unreadThreads: number;
  /** New messages disappear this long after they were read. */
  readonly expiresInSeconds: number | null;
  readonly reference: ConversationReference | null;
  readonly draft: string | null;
  /** Somebody else types. */
  readonly typing: boolean;
  readonly sortAt: number;
};

export type DirectSummary = AnySummary & {
  readonly kind: 'direct' | 'note-to-self';
  /** The other person; oneself for Note to Self. */
  readonly person: Person;
  readonly presence: Presence;
};

export type GroupSummary = AnySummary & {
  readonly kind: 'group';
  readonly name: string;
  readonly picture: GroupPicture | null;
  /** People, oneself included. */
  readonly memberCount: number;
  /** `null` for somebody who is no member any more. */
  readonly ownRole: GroupRole | null;
  readonly standing: GroupStanding;
  readonly typists: readonly NamedPerson[];
};

/** What has become of a message, in the order in which it happens. */
export type MessageState = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed' | 'received';

/** Why a message failed; each has a repair. */
export type FailureReason =
  | 'identity-changed'
  | 'recipient-unavailable'
  | 'too-long'
  | 'refused'
  | 'no-devices'
  /** This person left the group, or was removed from it, before it could be sent. */
  | 'not-a-member';

export type TimelineItem = TimelineMessage | TimelineNotice | TimelinePlaceholder;

export type TimelineMessage = RichMessage & {
  readonly kind: 'message';
  readonly id: string;
  readonly senderId: AccountId;
  /** The sender's name as known now. */
  readonly senderName: string;
  readonly mine: boolean;
  readonly at: number;
  /** The Markdown of its text parts; empty when it has none. */
  readonly text: string;
  /** In a group `delivered` and `read` are what has happened with everybody. */
  readonly state: MessageState;
  readonly failure: FailureReason | null;
  /** One's own message in a group small enough for receipts: how many people it reached. */
  readonly receipts: { readonly delivered: number; readonly read: number; readonly of: number } | null;
  /** Messages of this sender that should stand before this one have not arrived. */
  readonly gapBefore: boolean;
};

/** A line of the conversation itself. */
export type TimelineNotice = DirectNotice | GroupNotice | ConversationNotice;

export type DirectNotice = {
  readonly kind: 'notice';
  readonly id: string;
  readonly at: number;
  readonly notice:
    | 'device-added'
    | 'device-removed'
    | 'identity-changed'
    | 'session-reset'
    | 'verified'
    | 'unverified';
  readonly accountId: AccountId;
};

/** Something changed in a group: who did it, and what. */
export type GroupNotice = {
  readonly kind: 'notice';
  readonly id: string;
  readonly at: number;
  readonly notice: 'group';
  readonly accountId: AccountId;
  readonly actor: NamedPerson;
  readonly change: GroupChange;
};

/** Something about the conversation was changed by one of its people. */
export type ConversationNotice = {
  readonly kind: 'notice';
  readonly id: string;
  readonly at: number;
  readonly notice: 'conversation';
  readonly accountId: AccountId;
  readonly actor: NamedPerson;
  readonly change:
    | { readonly kind: 'expiry'; readonly seconds: number | null }
    | { readonly kind: 'reference'; readonly reference: ConversationReference | null };
};

/** A message that cannot be shown yet: it says why, and repairs itself. */
export type TimelinePlaceholder = {
  readonly kind: 'placeholder';
  readonly id: string;
  readonly senderId: AccountId;
  readonly senderName: string;
  readonly at: number;
  readonly cause: 'asking-again' | 'newer-version' | 'refused';
};

export type Timeline = {
  readonly conversationId: ConversationId;
  /** The thread it shows, or the conversation itself. */
  readonly threadId: string | null;
  /** The message the thread began with; `null` in a conversation, and when it is gone. */
  readonly root: TimelineMessage | null;
  /** Oldest first: a window that ends with the newest until somebody jumps to an older message. */
  readonly items: readonly TimelineItem[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** The newest pin first. */
  readonly pinned: readonly ListedMessage[];
  /** The first unread item when the conversation was opened; the divider stays there. */
  readonly unreadFrom: string | null;
  readonly loading: boolean;
};

/** How to compare keys with somebody in person or on the phone. */
export type SafetyNumber = {
  /** 60 digits in 12 groups of 5. */
  readonly digits: string;
  /** What the QR code holds. */
  readonly scannable: Uint8Array;
  readonly verified: boolean;
};

export type ConversationDetails = {
  readonly person: Person;
  readonly deviceCount: number;
  readonly sessionProtocol: 'pqxdh-double-ratchet';
  readonly lastHandshakeAt: number | null;
};
