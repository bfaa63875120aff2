export { decodeBase64, encodeBase64 } from './encoding/base64.ts';
export { base64Bytes, base64Exactly } from './encoding/base64-bytes.ts';
export { uuidFromBytes, uuidFromDigest, uuidToBytes } from './encoding/uuid.ts';
export {
  AccountId,
  BlobId,
  CommitId,
  ConversationId,
  DeviceId,
  Epoch,
  GroupId,
  GroupSeq,
  Incarnation,
  InviteId,
  MailboxCursor,
  MessageId,
  RequestId,
  SessionId,
} from './ids.ts';
export * as limits from './limits.ts';
export { InvalidField, Problem, type ProblemCode, problem, problemCodes, problems } from './problem.ts';
export { protocolVersion, protocolVersionMin } from './version.ts';
