export {
  type ContentResult,
  decodeContent,
  encodeContent,
  type MessageContent,
  messageIdInput,
} from './content.ts';
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
