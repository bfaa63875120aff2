/**
 * Groups by MLS (RFC 9420). Pure and synchronous: a state goes in, the next comes out, and what is refused
 * changes nothing. Await `ready()` of `primitives` once, before the first call.
 */
export type { StagedCommit } from './commit/stage-commit.ts';
export { type CommitOptions, type CreatedCommit, createCommit } from './create-commit.ts';
export { createGroup } from './create-group.ts';
export { createProposal } from './create-proposal.ts';
export { encryptMessage } from './encrypt-message.ts';
export type { Sender } from './framing/framed-content.ts';
export { type GroupInfoSummary, joinExternally, readGroupInfoSummary } from './join-externally.ts';
export { type HeldKeyPackage, type JoinedGroup, joinFromWelcome } from './join-group.ts';
export {
  type GeneratedKeyPackage,
  generateKeyPackage,
  type KeyPackageSummary,
  parseKeyPackage,
} from './key-packages.ts';
export { type OpenedMessage, openMessage } from './open-message.ts';
export type { ProposalInput } from './proposal-input.ts';
export { confirmedTranscript, epochAuthenticator, exportSecret } from './read-state.ts';
export { changedRecords } from './records/changed-records.ts';
export { loadGroup } from './records/load-group.ts';
export type { RecordChange } from './records/record-change.ts';
export type { PskSource } from './schedule/psk-secret.ts';
export { exportGroupInfo } from './state/group-info-of.ts';
export type { GroupState } from './state/group-state.ts';
export type { LeafIdentity } from './state/leaf-identity.ts';
export { type Member, memberAt, members } from './state/member.ts';
export type { Capabilities } from './structures/capabilities.ts';
export {
  type Extension,
  encodeRequiredCapabilities,
  extensionTypes,
  findExtension,
} from './structures/extension.ts';
export type { Lifetime } from './structures/leaf-node.ts';
export type { Proposal } from './structures/proposal.ts';
export { type CipherSuiteId, supportedSuites } from './suite/cipher-suite.ts';
export { encodeRatchetTree } from './tree/ratchet-tree-codec.ts';
