import type { AccountId, ConversationId } from '@sotto/protocol';
import type { FileKind, FilePart } from './file.ts';
import type { NamedPerson } from './person.ts';
import type { SendOptions } from './send-options.ts';

/**
 * What a message can hold and what people can do with it. Plain values throughout: texts are Markdown or
 * plain, never HTML, and nothing in them is fetched by whoever receives it.
 */

// What a message is made of

/**
 * One part of a message, in the order in which it is shown. A kind that this version does not know is
 * `unknown`: the message is kept whole and shown as soon as a version that knows it runs here.
 */
export type BodyPart =
  | TextPart
  | PollPart
  | LocationPart
  | ContactPart
  | EventPart
  | FilePart
  | LinkPreviewPart
  | UnknownPart;

/** Markdown. A mention is a link to `sotto:person/<account id>`, whatever its label says. */
export type TextPart = {
  readonly kind: 'text';
  readonly text: string;
  /** Everybody mentioned, under the name they have now: shown instead of the label. */
  readonly mentions: readonly NamedPerson[];
  /** Everybody in the conversation is meant. */
  readonly mentionsAll: boolean;
};

export type PollPart = {
  readonly kind: 'poll';
  readonly question: string;
  readonly options: readonly PollOption[];
  /** How many options one person can choose. */
  readonly choicesMax: number;
  /** Closes by itself then, by the server's clock. */
  readonly closesAt: number | null;
  readonly closed: boolean;
  /** People who have voted. */
  readonly voters: number;
  readonly mayClose: boolean;
};

export type PollOption = {
  readonly text: string;
  readonly votes: number;
  readonly voters: readonly NamedPerson[];
  readonly chosen: boolean;
};

/** A fixed place, never followed. Tiles come from an operator's own source or there are none. */
export type LocationPart = { readonly kind: 'location' } & Place;

export type Place = {
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
  readonly uncertaintyMeters: number | null;
  readonly label: string;
};

export type ContactPart = { readonly kind: 'contact' } & ContactCard;

/** What of a vCard is shown and kept. */
export type ContactCard = {
  readonly name: string;
  readonly organisation: string;
  readonly title: string;
  readonly phones: readonly LabelledValue[];
  readonly emails: readonly LabelledValue[];
  readonly addresses: readonly LabelledValue[];
  readonly urls: readonly LabelledValue[];
  readonly note: string;
  /** Somebody of this organisation, when the card says who. */
  readonly person: NamedPerson | null;
};

export type LabelledValue = { readonly label: string; readonly value: string };

export type EventPart = { readonly kind: 'event' } & EventDetails & {
    readonly answers: readonly EventAnswers[];
    readonly ownAnswer: EventAnswer | null;
    /** Minutes before the beginning at which this person wants to be reminded. */
    readonly reminderMinutes: number | null;
  };

export type EventDetails = {
  readonly title: string;
  readonly description: string;
  readonly place: string;
  /** Unix milliseconds; for `allDay` midnight UTC of the first day. */
  readonly startsAt: number;
  /** Exclusive. */
  readonly endsAt: number;
  readonly allDay: boolean;
  /** As the sender wrote it, in minutes before the beginning. */
  readonly suggestedReminderMinutes: number | null;
  readonly cancelled: boolean;
};

export type EventAnswer = 'yes' | 'no' | 'maybe';
export type EventAnswers = { readonly answer: EventAnswer; readonly people: readonly NamedPerson[] };

/** Made by the sender; whoever receives it fetches nothing. */
export type LinkPreviewPart = { readonly kind: 'link-preview' } & LinkPreview;

export type LinkPreview = {
  /** Occurs in the text of the message. `https` or `http`. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly siteName: string;
  readonly image: PreviewImage | null;
};

export type PreviewImage = {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  /** At most `richLimits.previewImageBytes`. */
  readonly bytes: Uint8Array;
};

export type UnknownPart = { readonly kind: 'unknown' };

// What stands around a message

/** Everything a timeline's message has beside its sender, its time and its state. */
export type RichMessage = {
  /** Empty when it was deleted. */
  readonly parts: readonly BodyPart[];
  readonly replyTo: ReplyQuote | null;
  /** The thread it belongs to: the id of the message that began it. `null` in the timeline itself. */
  readonly threadId: string | null;
  /** The thread that began with it. */
  readonly thread: ThreadSummary | null;
  readonly reactions: readonly ReactionSummary[];
  readonly edited: EditState | null;
  /** Its sender deleted it for everybody. Whether a modified client did so cannot be known. */
  readonly deleted: boolean;
  readonly pinned: boolean;
  readonly starred: boolean;
  /** How often it was passed on before it came here, as far as its senders say; 0: it was written here. */
  readonly forwards: number;
  readonly silent: boolean;
  readonly mentionsMe: boolean;
  readonly expiry: Expiry | null;
  /** It leaves then; until then `undoSend` takes it back. */
  readonly undoUntil: number | null;
  /** What this person did with it (edit, reaction, vote ...) and is not at the server yet. */
  readonly change: 'waiting' | 'failed' | null;
};

/** Quoted from this device's own copy, so that nobody can put words into somebody's mouth. */
export type ReplyQuote =
  | { readonly kind: 'message'; readonly id: string; readonly sender: NamedPerson; readonly preview: Preview }
  | { readonly kind: 'deleted' | 'missing'; readonly id: string };

/** One line about a message, for quotes and lists. */
export type Preview = {
  readonly kind: BodyPart['kind'] | 'deleted';
  /** Text with names in place of mentions; question, title, name or label of other kinds. */
  readonly text: string;
  /** Of files: how the first one is shown. */
  readonly show?: FileKind;
};

export type ReactionSummary = {
  readonly emoji: string;
  /** In the order in which they came. */
  readonly people: readonly NamedPerson[];
  readonly mine: boolean;
};

export type EditState = {
  readonly at: number;
  readonly versions: number;
  /** This device has not told the server yet. */
  readonly waiting: boolean;
};

export type MessageVersion = { readonly at: number; readonly parts: readonly BodyPart[] };

export type Expiry = {
  readonly seconds: number;
  /** When it disappears here; `null` until it was read. */
  readonly at: number | null;
};

export type ThreadSummary = {
  readonly threadId: string;
  readonly conversationId: ConversationId;
  readonly replies: number;
  readonly unread: number;
  readonly unreadMentions: number;
  /** Whether new replies count for this person: who wrote, was mentioned or began it follows by itself. */
  readonly followed: boolean;
  readonly lastReplyAt: number | null;
  /** Up to five who wrote, the latest first. */
  readonly people: readonly NamedPerson[];
  readonly root: Preview;
};

/** A message in a list of its own: pinned, starred. */
export type ListedMessage = {
  readonly messageId: string;
  readonly conversationId: ConversationId;
  readonly threadId: string | null;
  readonly sender: NamedPerson;
  readonly at: number;
  readonly preview: Preview;
};

// What is written

export type OutgoingContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly linkPreviews?: readonly LinkPreview[];
    }
  | {
      readonly kind: 'poll';
      readonly question: string;
      readonly options: readonly string[];
      readonly choicesMax: number;
      readonly closesAt: number | null;
    }
  | { readonly kind: 'location'; readonly place: Place }
  | {
      readonly kind: 'contact';
      readonly card: Omit<ContactCard, 'person'>;
      readonly person?: AccountId | null;
    }
  | { readonly kind: 'event'; readonly event: Omit<EventDetails, 'cancelled'> };

/** Waits on this device, and leaves when its time has come and the device is running. */
export type ScheduledMessage = {
  readonly scheduledId: string;
  readonly conversationId: ConversationId;
  readonly content: OutgoingContent;
  readonly options: SendOptions;
  readonly at: number;
  /** Its time has come and it could not be written: the reason. */
  readonly failed: 'unknown-conversation' | 'not-a-member' | 'too-long' | null;
};

/** Where a draft belongs: a conversation, one of its threads, or the edit of one message. */
export type DraftPlace = {
  readonly conversationId: ConversationId;
  readonly threadId?: string | null;
  readonly editOf?: string | null;
};

/** What was begun and not sent. */
export type Draft = {
  readonly text: string;
  readonly replyTo: string | null;
  readonly extras: DraftExtras;
};

/** What goes along with the text of a draft. */
export type DraftExtras = {
  /** What is said of its link. */
  readonly linkPreview: LinkPreview | null;
  /** Disappears that long after it was read; `null`: it stays; `undefined`: as the conversation has it. */
  readonly expiresInSeconds: number | null | undefined;
};

/** What an event asked this person to be told about, from its time until it is dismissed. */
export type Reminder = {
  readonly messageId: string;
  readonly conversationId: ConversationId;
  readonly title: string;
  readonly startsAt: number;
  readonly dueAt: number;
};

/** A project, an order, a case: known only to the people of the conversation. */
export type ConversationReference = {
  /** What it is a reference to, such as `order`; free. */
  readonly system: string;
  readonly reference: string;
};

export type NewSubject = {
  readonly subject: string;
  readonly recipients: readonly AccountId[];
  readonly reference?: ConversationReference | null;
  readonly requestId?: string;
};
