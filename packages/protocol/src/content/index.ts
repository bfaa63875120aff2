export {
  type ContentResult,
  decodeContent,
  encodeContent,
  type MessageContent,
  messageIdInput,
} from './content.ts';
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
export { mediaType } from './media-types.ts';
export { pad, paddedContentBytesMax, paddingClasses, unpad } from './padding.ts';
export { cardinality, disposition, type Part, partDepthMax, partsPerMultiMax } from './part.ts';
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
