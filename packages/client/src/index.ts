export type { AccountId, ConversationId, DeviceId, MessageId, SessionId } from '@sotto/protocol';
export { geoUri, isReaction, mentionLink, replaceMentions, richLimits } from '@sotto/protocol/content';
export type { OrganisationProfile, Role } from '@sotto/protocol/http';
export type {
  ConversationDetails,
  ConversationNotice,
  ConversationSummary,
  DirectNotice,
  DirectSummary,
  FailureReason,
  GroupNotice,
  GroupSummary,
  MessageState,
  SafetyNumber,
  Timeline,
  TimelineItem,
  TimelineMessage,
  TimelineNotice,
  TimelinePlaceholder,
} from './api/conversation.ts';
export {
  type Download,
  type FileAccess,
  type FileActions,
  type FileDestination,
  type FileKind,
  type FileLimits,
  type FilePart,
  type FilePreview,
  type FileRefusal,
  type FileSendOptions,
  type FileState,
  fileLimits,
  type OpenedFile,
  type OutgoingFile,
  type PickedFile,
  type Upload,
  type UploadFailure,
  type UploadFile,
  type UploadState,
} from './api/file.ts';
export {
  type GroupChange,
  type GroupDetails,
  type GroupDetailsHandle,
  type GroupDevice,
  type GroupMember,
  type GroupPicture,
  type GroupRole,
  type GroupStanding,
  type GroupTask,
  type GroupTaskRefusal,
  type GroupUpdate,
  groupDescriptionCharactersMax,
  groupNameCharactersMax,
  groupPictureBytesMax,
  groupReceiptsPeopleMax,
  type HistoryPolicy,
  type MessageReceipt,
  type NewGroup,
} from './api/group.ts';
export { noDraftExtras } from './api/no-draft-extras.ts';
export type { NamedPerson, Person, Presence } from './api/person.ts';
export type { Query } from './api/query.ts';
export type {
  BodyPart,
  ContactCard,
  ContactPart,
  ConversationReference,
  Draft,
  DraftExtras,
  DraftPlace,
  EditState,
  EventAnswer,
  EventAnswers,
  EventDetails,
  EventPart,
  Expiry,
  LabelledValue,
  LinkPreview,
  LinkPreviewPart,
  ListedMessage,
  LocationPart,
  MessageVersion,
  NewSubject,
  OutgoingContent,
  Place,
  PollOption,
  PollPart,
  Preview,
  PreviewImage,
  ReactionSummary,
  Reminder,
  ReplyQuote,
  RichMessage,
  ScheduledMessage,
  TextPart,
  ThreadSummary,
  UnknownPart,
} from './api/rich-message.ts';
export type { SendOptions } from './api/send-options.ts';
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
export { headBytes } from './attachments/file-formats.ts';
export { checkedKind } from './attachments/file-kind.ts';
export { createClient, type LocalClient } from './client.ts';
export { ClientError, type ClientErrorCode } from './client-error.ts';
export { describePasted, type Pasted } from './link-previews/describe-pasted.ts';
export { connectClient } from './rpc/connect-client.ts';
export type { MessagePortLike } from './rpc/port.ts';
export { serveClient } from './rpc/serve-client.ts';
