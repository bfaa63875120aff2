export type {
  ConversationDetails,
  ConversationSummary,
  FailureReason,
  MessageState,
  Person,
  Presence,
  SafetyNumber,
  Timeline,
  TimelineItem,
  TimelineMessage,
  TimelineNotice,
  TimelinePlaceholder,
} from './api/conversation.ts';
export type { Query } from './api/query.ts';
export type {
  AccountOutcome,
  ConnectionState,
  CreatedInvite,
  InviteSummary,
  Self,
  SessionState,
  SignedInSession,
  SignIn,
  SignUp,
} from './api/session.ts';
export type { Preferences, SottoClient, TimelineHandle } from './api/sotto-client.ts';
