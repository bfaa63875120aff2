export { type BodyItem, type BodyResult, readBody } from './body.ts';
export {
  type CalendarEventBody,
  type CalendarStamp,
  readCalendarEvents,
  writeCalendarEvent,
} from './calendar-event.ts';
export {
  type ContactCardBody,
  type LabelledText,
  readContactCards,
  writeContactCard,
} from './contact-card.ts';
export {
  type ContentResult,
  decodeContent,
  encodeContent,
  type MessageContent,
  messageIdInput,
} from './content.ts';
export { type ConversationChange, encodeConversationChange } from './conversation-change.ts';
export { type EventAnswerValue, encodeEventAnswer } from './event-answer.ts';
export { extensionName } from './extension-name.ts';
export {
  type FileBody,
  type FileBodyResult,
  type FilePreviewType,
  fileBodyLimits,
  filePart,
  filePreviewTypes,
  readFilePart,
} from './file-part.ts';
export {
  decodeGroupContext,
  encodeGroupContext,
  type GroupContextContent,
  type GroupContextResult,
  type GroupHistory,
  type GroupPictureType,
  groupContextLimits,
  groupPictureTypes,
} from './group-context.ts';
export {
  epochDigestBytes,
  GroupEpochs,
  GroupKey,
  GroupKeyRequest,
  GroupMissing,
  missingMax,
} from './group-signals.ts';
export { decodeLeafName, encodeLeafName } from './leaf-name.ts';
export { type LinkPreviewBody, type PreviewImageType, previewImageTypes } from './link-preview.ts';
export { type Meaning, type MessageFlags, meaningOf } from './meaning.ts';
export { mediaType } from './media-types.ts';
export { findMentions, type Mention, mentionLink, replaceMentions } from './mentions.ts';
export { encodeOwnState, type OrderLink, type OwnStateEntry, ownStateEntriesMax } from './own-state.ts';
export { pad, paddedContentBytesMax, paddingClasses, unpad } from './padding.ts';
export {
  cardinality,
  disposition,
  type Part,
  partDepthMax,
  partSemantics,
  partsPerMultiMax,
} from './part.ts';
export { decodePart, encodePart } from './part-codec.ts';
export { encodePin } from './pin.ts';
export { geoUri, type PlaceBody } from './place.ts';
export { encodeVote, type Poll } from './poll.ts';
export { isReaction } from './reaction.ts';
export { richLimits } from './rich-limits.ts';
export {
  Activity,
  activityKind,
  decodeSignal,
  encodeSignal,
  messageStatus,
  ReadMarker,
  Resend,
  ResendRequest,
  StatusReport,
} from './signals.ts';
export { type SkippedLink, skippedMax, skippedOf, skippedValue } from './skipped.ts';
export { strictText } from './strict-text.ts';
export {
  contactPart,
  eventPart,
  linkPreviewPart,
  placePart,
  pollPart,
  single,
  textPart,
  unitOf,
} from './write-body.ts';
