import type { AccountId, ConversationId } from '@sotto/protocol';

export type Person = {
  readonly accountId: AccountId;
  readonly username: string;
  readonly displayName: string;
  readonly role: 'owner' | 'admin' | 'member';
  /** Their identity key was compared in person or by number. */
  readonly verified: boolean;
  /** Their identity key changed since it was verified: sending waits for a decision. */
  readonly identityChanged: boolean;
};

export type Presence = 'active' | 'away' | 'unknown';

/** One row of the conversation list. Counts are derived from what was read, never kept apart. */
export type ConversationSummary = {
  readonly conversationId: ConversationId;
  readonly kind: 'direct' | 'note-to-self';
  /** The other person; oneself for Note to Self. */
  readonly person: Person;
  readonly lastMessage: {
    readonly text: string;
    readonly mine: boolean;
    readonly at: number;
    readonly state: MessageState;
  } | null;
  readonly unread: number;
  readonly draft: string | null;
  readonly typing: boolean;
  readonly presence: Presence;
  readonly sortAt: number;
};

/** What has become of a message, in the order in which it happens. */
export type MessageState = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed' | 'received';

/** Why a message failed; each has a repair. */
export type FailureReason =
  | 'identity-changed'
  | 'recipient-unavailable'
  | 'too-long'
  | 'refused'
  | 'no-devices';

export type TimelineItem = TimelineMessage | TimelineNotice | TimelinePlaceholder;

export type TimelineMessage = {
  readonly kind: 'message';
  readonly id: string;
  readonly senderId: AccountId;
  readonly mine: boolean;
  readonly at: number;
  readonly text: string;
  readonly state: MessageState;
  readonly failure: FailureReason | null;
  /** Messages of this sender that should stand before this one have not arrived. */
  readonly gapBefore: boolean;
};

/** A line of the conversation itself. */
export type TimelineNotice = {
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

/** A message that cannot be shown yet: it says why, and repairs itself. */
export type TimelinePlaceholder = {
  readonly kind: 'placeholder';
  readonly id: string;
  readonly senderId: AccountId;
  readonly at: number;
  readonly cause: 'asking-again' | 'newer-version' | 'refused';
};

export type Timeline = {
  readonly conversationId: ConversationId;
  /** Oldest first: a window of the conversation that always ends with the newest. */
  readonly items: readonly TimelineItem[];
  readonly hasOlder: boolean;
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
