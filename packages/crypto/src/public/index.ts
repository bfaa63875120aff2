/** What the server may import: checks that need no secret. Await `ready()` once, before the first. */
export { blobLengthOf, isBlobLength } from '../attachment/blob-length.ts';
export type { DeviceList, ListedDevice } from '../identity/device-list.ts';
export type { ProvenKey } from '../identity/key-proof.ts';
export {
  type DeviceListOutcome,
  type VerifiedDeviceList,
  verifyDeviceList,
} from '../identity/verify-device-list.ts';
export { verifyKeyProof } from '../identity/verify-key-proof.ts';
export { verifyRefresh } from '../identity/verify-refresh.ts';
export { isVouchedFor, type PublishedKey } from '../identity/vouched-key.ts';
export { CryptoError, type CryptoErrorCode } from '../primitives/crypto-error.ts';
export { isCurveKey } from '../primitives/curve-key.ts';
/** Whether 32 bytes are a signature or identity key one may publish. */
export { isEd25519Key as isSignatureKey } from '../primitives/ed25519-verify.ts';
export { isKemKey } from '../primitives/kem-key.ts';
export { ready } from '../primitives/sodium.ts';
export { type MessageHeader, readMessageHeader } from './read-message-header.ts';
