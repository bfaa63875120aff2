import type { AccountId, ConversationId, SessionId } from '@sotto/protocol';
import type { OrganisationProfile, Role } from '@sotto/protocol/http';
import type { ConversationDetails, ConversationSummary, SafetyNumber, Timeline } from './conversation.ts';
import type { Download, FileActions, Upload } from './file.ts';
import type { GroupDetailsHandle, GroupRole, GroupUpdate, MessageReceipt, NewGroup } from './group.ts';
import type { Person } from './person.ts';
import type { Query } from './query.ts';
import type {
  ContactCard,
  ConversationReference,
  Draft,
  DraftExtras,
  DraftPlace,
  EventAnswer,
  EventDetails,
  LinkPreview,
  ListedMessage,
  MessageVersion,
  NewSubject,
  OutgoingContent,
  Reminder,
  ScheduledMessage,
  ThreadSummary,
} from './rich-message.ts';
import type { SendOptions } from './send-options.ts';
import type {
  AccountOutcome,
  ConnectionState,
  CreatedInvite,
  InviteSummary,
  SessionState,
  SignedInSession,
  SignIn,
  SignUp,
} from './session.ts';

/** What a person chose for this account on this device. */
export type Preferences = {
  /** Reciprocal: without it, neither sent nor shown. */
  readonly readReceipts: boolean;
  readonly typingIndicators: boolean;
  readonly presence: boolean;
  /** Ask before joining a group made by somebody one has not talked to. */
  readonly askBeforeGroups: boolean;
  /** How long a message can be taken back before it leaves; 0: it leaves at once. */
  readonly undoSendSeconds: number;
  /** Skin of the emoji this person sends, 1 to 5 from light to dark; 0: none. Said to nobody but by sending. */
  readonly skinTone: number;
};

/**
 * The front door of the client: everything an interface, a bot or a script can see and do. It
 * delegates; each line has its home in the folder of the same name.
 */
export type SottoClient = FileActions & {
  // sessions
  readonly session: Query<SessionState>;
  readonly connection: Query<ConnectionState>;
  organisation(): Promise<{ setUp: boolean; name: string | null }>;
  updateOrganisation(change: { name?: string; profile?: OrganisationProfile }): Promise<void>;
  inspectInvite(token: string): Promise<InviteSummary | null>;
  signUp(form: SignUp): Promise<AccountOutcome>;
  signIn(form: SignIn): Promise<AccountOutcome>;
  /** Ends the session at the server and destroys everything local. */
  signOut(): Promise<void>;
  changePassphrase(oldPassphrase: string, newPassphrase: string): Promise<AccountOutcome>;
  setDisplayName(displayName: string): Promise<void>;
  listSessions(): Promise<readonly SignedInSession[]>;
  /** Signs another of one's devices out and removes it from the signed device list. */
  removeDevice(sessionId: SessionId): Promise<void>;
  createInvite(options: { role: Role; uses: number; expiresInHours: number }): Promise<CreatedInvite>;
  listInvites(): Promise<readonly Omit<CreatedInvite, 'url'>[]>;
  revokeInvite(inviteId: string): Promise<void>;

  // people and conversations
  readonly people: Query<readonly Person[]>;
  refreshPeople(): Promise<void>;
  readonly conversations: Query<readonly ConversationSummary[]>;
  openDirectConversation(accountId: AccountId): Promise<ConversationId>;
  openNoteToSelf(): Promise<ConversationId>;
  conversationDetails(conversationId: ConversationId): Promise<ConversationDetails>;

  // groups: each wish is recorded and shown at once, and carried out when there is a connection
  /**
   * @throws ClientError `invalid-input` for a name, description or picture that is empty or too long,
   *   `unknown-person`, `group-full`.
   */
  createGroup(group: NewGroup): Promise<ConversationId>;
  /** @throws ClientError `unknown-conversation`, `not-a-member`, `not-permitted`, `unknown-person`, `group-full`. */
  addMembers(conversationId: ConversationId, members: readonly AccountId[]): Promise<void>;
  /** @throws ClientError `unknown-conversation`, `not-a-member`, `not-permitted`, `unknown-person`. */
  removeMember(conversationId: ConversationId, accountId: AccountId): Promise<void>;
  /** @throws ClientError as `removeMember`, `last-owner` when nobody else would be owner. */
  setRole(conversationId: ConversationId, accountId: AccountId, role: GroupRole): Promise<void>;
  /** @throws ClientError as `createGroup` and `removeMember`. */
  updateGroup(conversationId: ConversationId, update: GroupUpdate): Promise<void>;
  /**
   * @param options.successor becomes owner first.
   * @throws ClientError `last-owner` when nobody would be owner and others remain.
   */
  leaveGroup(conversationId: ConversationId, options?: { readonly successor?: AccountId }): Promise<void>;
  /** Declining leaves the group. */
  answerInvitation(conversationId: ConversationId, answer: 'accept' | 'decline'): Promise<void>;
  /** Gives up a wish that was refused or has not come true. */
  discardTask(conversationId: ConversationId, taskId: string): Promise<void>;
  /** A live view of a group; release it with `close`. */
  openGroupDetails(conversationId: ConversationId): GroupDetailsHandle;
  /** How far one's own message has come with each member; empty where there are no receipts. */
  messageReceipts(conversationId: ConversationId, messageId: string): Promise<readonly MessageReceipt[]>;

  // messages
  /** A live window of a conversation, or of one of its threads; release it with `close`. */
  openTimeline(conversationId: ConversationId, options?: { readonly threadId?: string }): TimelineHandle;
  /**
   * Echoed at once, kept in the outbox until the server has it. A call repeated with the same
   * `requestId` sends once.
   *
   * @throws ClientError `message-empty`, `message-too-long`, `invalid-input`, `unknown-conversation`,
   *   `unknown-message` for a reply or thread that is not there.
   */
  sendMessage(
    conversationId: ConversationId,
    text: string,
    options?: SendOptions,
  ): Promise<{ messageId: string }>;
  /** As `sendMessage`, with any kind of content. */
  sendContent(
    conversationId: ConversationId,
    content: OutgoingContent,
    options?: SendOptions,
  ): Promise<{ messageId: string }>;
  /** Takes a message back before it leaves; `null` when it has left. */
  undoSend(messageId: string): Promise<OutgoingContent | null>;
  /** Try a failed message again in its place. */
  retryMessage(messageId: string): Promise<void>;
  discardMessage(messageId: string): Promise<void>;
  getDraft(conversationId: ConversationId): Promise<string>;
  saveDraft(conversationId: ConversationId, text: string): Promise<void>;
  readDraft(place: DraftPlace): Promise<Draft>;
  /** Kept at every keystroke; what goes along with it stays. */
  keepDraft(place: DraftPlace, draft: Omit<Draft, 'extras'>): Promise<void>;
  keepDraftExtras(place: DraftPlace, extras: DraftExtras): Promise<void>;
  /** Everything up to this item has been seen; an item of a thread marks that thread. */
  markRead(conversationId: ConversationId, throughItemId: string): Promise<void>;
  setTyping(conversationId: ConversationId, typing: boolean): Promise<void>;
  /** Whether the person is at this device now: presence and receipts depend on it. */
  setActive(active: boolean): Promise<void>;

  // what people do with messages; each is shown at once, merged whatever the order of arrival
  /** @throws ClientError `not-permitted` for what somebody else wrote, or what cannot be edited. */
  editMessage(messageId: string, text: string): Promise<void>;
  /** The newest version first. */
  messageVersions(messageId: string): Promise<readonly MessageVersion[]>;
  /** Removed from one's own devices, for good. */
  deleteForMe(messageIds: readonly string[]): Promise<void>;
  /** Leaves a tombstone at everybody. @throws ClientError `not-permitted`. */
  deleteForEveryone(messageId: string): Promise<void>;
  react(messageId: string, emoji: string, on: boolean): Promise<void>;
  setPinned(messageId: string, pinned: boolean): Promise<void>;
  /** Known to one's own devices only. */
  setStarred(messageId: string, starred: boolean): Promise<void>;
  /** The newest star first. */
  starredMessages(): Promise<readonly ListedMessage[]>;
  /** Sends a copy, marked as forwarded, without saying where it came from. */
  forwardMessage(
    messageId: string,
    conversationIds: readonly ConversationId[],
    options?: { readonly requestId?: string },
  ): Promise<readonly { conversationId: ConversationId; messageId: string }[]>;
  vote(messageId: string, choices: readonly number[]): Promise<void>;
  closePoll(messageId: string): Promise<void>;
  answerEvent(messageId: string, answer: EventAnswer): Promise<void>;
  /** Says that an event of one's own does not take place. */
  cancelEvent(messageId: string): Promise<void>;
  setReminder(messageId: string, minutesBefore: number | null): Promise<void>;
  /** Due now. */
  readonly reminders: Query<readonly Reminder[]>;
  dismissReminder(messageId: string): Promise<void>;

  // threads
  /** The latest 200 followed threads of all conversations, the latest reply first. */
  readonly threads: Query<readonly ThreadSummary[]>;
  followThread(threadId: string, followed: boolean): Promise<void>;

  // later
  readonly scheduled: Query<readonly ScheduledMessage[]>;
  scheduleMessage(
    conversationId: ConversationId,
    content: OutgoingContent,
    at: number,
    options?: SendOptions,
  ): Promise<{ scheduledId: string }>;
  /** @throws ClientError `unknown-message` when it has left. */
  rescheduleMessage(
    scheduledId: string,
    change: { readonly at?: number; readonly content?: OutgoingContent },
  ): Promise<void>;
  sendScheduledNow(scheduledId: string): Promise<{ messageId: string }>;
  cancelScheduled(scheduledId: string): Promise<void>;

  // what a conversation is about
  /** A group under a subject line, with as many recipients as one likes. */
  startSubject(subject: NewSubject): Promise<ConversationId>;
  setReference(conversationId: ConversationId, reference: ConversationReference | null): Promise<void>;
  /** Conversations tied to a reference; letter case and outer spaces do not count. */
  findByReference(reference: {
    readonly system?: string;
    readonly reference: string;
  }): Promise<readonly ConversationId[]>;
  /** New messages of everybody disappear this long after they were read; `null`: they stay. */
  setExpiry(conversationId: ConversationId, seconds: number | null): Promise<void>;

  // to and from other programs
  /** vCard 4.0. @throws ClientError `unknown-message`. */
  exportContact(messageId: string): Promise<string>;
  /** Cards of a vCard file. @throws ClientError `invalid-input`. */
  readContacts(vcard: string): Promise<readonly Omit<ContactCard, 'person'>[]>;
  /** iCalendar. @throws ClientError `unknown-message`. */
  exportEvent(messageId: string): Promise<string>;
  /** Events of an iCalendar file. @throws ClientError `invalid-input`. */
  readEvents(icalendar: string): Promise<readonly EventDetails[]>;
  /**
   * Looks at a page so that its preview can be sent along. Only when asked; only this device, with no
   * cookies; only so much of it. `null` when there is nothing to show or this platform cannot look.
   */
  previewLink(url: string): Promise<LinkPreview | null>;

  // files
  readonly uploads: Query<readonly Upload[]>;
  readonly downloads: Query<readonly Download[]>;

  // verification
  safetyNumber(accountId: AccountId): Promise<SafetyNumber>;
  compareScannedCode(accountId: AccountId, scanned: Uint8Array): Promise<'match' | 'mismatch' | 'unreadable'>;
  setVerified(accountId: AccountId, verified: boolean): Promise<void>;
  /** Go on writing to somebody whose identity key changed after it was verified. */
  acceptChangedIdentity(accountId: AccountId): Promise<void>;

  // preferences
  readonly preferences: Query<Preferences>;
  setPreferences(change: Partial<Preferences>): Promise<void>;

  close(): Promise<void>;
};

export type TimelineHandle = {
  readonly timeline: Query<Timeline>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Shows the window around a message. False: it is not here. */
  jumpTo(messageId: string): Promise<boolean>;
  jumpToLatest(): Promise<void>;
  close(): void;
};
