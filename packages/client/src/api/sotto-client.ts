import type { AccountId, ConversationId, SessionId } from '@sotto/protocol';
import type { OrganisationProfile, Role } from '@sotto/protocol/http';
import type { ConversationDetails, ConversationSummary, SafetyNumber, Timeline } from './conversation.ts';
import type { GroupDetailsHandle, GroupRole, GroupUpdate, MessageReceipt, NewGroup } from './group.ts';
import type { Person } from './person.ts';
import type { Query } from './query.ts';
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
};

/**
 * The front door of the client: everything an interface, a bot or a script can see and do. It
 * delegates; each line has its home in the folder of the same name.
 */
export type SottoClient = {
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
  /** A live window of a conversation; release it with `close`. */
  openTimeline(conversationId: ConversationId): TimelineHandle;
  /**
   * Echoed at once, kept in the outbox until the server has it. A call repeated with the same
   * `requestId` sends once.
   */
  sendMessage(
    conversationId: ConversationId,
    text: string,
    options?: { readonly requestId?: string },
  ): Promise<{ messageId: string }>;
  /** Try a failed message again in its place. */
  retryMessage(messageId: string): Promise<void>;
  discardMessage(messageId: string): Promise<void>;
  getDraft(conversationId: ConversationId): Promise<string>;
  saveDraft(conversationId: ConversationId, text: string): Promise<void>;
  /** Everything up to this item has been seen. */
  markRead(conversationId: ConversationId, throughItemId: string): Promise<void>;
  setTyping(conversationId: ConversationId, typing: boolean): Promise<void>;
  /** Whether the person is at this device now: presence and receipts depend on it. */
  setActive(active: boolean): Promise<void>;

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
  close(): void;
};
