export type { AccountId, ConversationId, DeviceId, MessageId, SessionId } from '@sotto/protocol';
export type { OrganisationProfile, Role } from '@sotto/protocol/http';
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
export { createClient, type LocalClient } from './client.ts';
export { ClientError, type ClientErrorCode } from './client-error.ts';
export { connectClient } from './rpc/connect-client.ts';
export type { MessagePortLike } from './rpc/port.ts';
export { serveClient } from './rpc/serve-client.ts';
