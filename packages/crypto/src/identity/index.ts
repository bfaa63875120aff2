export {
  type DeviceIdentity,
  generateDeviceIdentity,
  generateKemPrekey,
  generateOneTimePrekey,
  generateSignedPrekey,
  type OneTimeKey,
  type SignedKey,
} from './device-keys.ts';
export type { DeviceList, ListedDevice } from './device-list.ts';
export { openDeviceName, sealDeviceName } from './device-name.ts';
export { generateIdentityKey } from './identity-key.ts';
export type { ProvenKey } from './key-proof.ts';
export {
  type OfferedPrekeyBundle,
  type PrekeyBundle,
  type PrekeyBundleOutcome,
  type VerifiedPrekeyBundle,
  verifyPrekeyBundle,
} from './prekey-bundle.ts';
export { proveKey } from './prove-key.ts';
export {
  accountParty,
  compareScanned,
  type SafetyNumber,
  type SafetyNumberParty,
  safetyNumber,
} from './safety-number.ts';
export { signDeviceList } from './sign-device-list.ts';
export { signRefresh } from './sign-refresh.ts';
export {
  type DeviceListOutcome,
  type VerifiedDeviceList,
  verifyDeviceList,
} from './verify-device-list.ts';
export { verifyKeyProof } from './verify-key-proof.ts';
export { verifyRefresh } from './verify-refresh.ts';
export { unwrapIdentityKey, wrapIdentityKey } from './wrapped-identity-key.ts';
