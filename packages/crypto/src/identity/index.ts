export {
  type DeviceIdentity,
  generateDeviceIdentity,
  generateKemPrekey,
  generateOneTimePrekey,
  generateSignedPrekey,
  type OneTimeKey,
  type SignedKey,
} from './device-keys.ts';
export {
  type DeviceList,
  type DeviceListOutcome,
  type ListedDevice,
  signDeviceList,
  type VerifiedDeviceList,
  verifyDeviceList,
} from './device-list.ts';
export { openDeviceName, sealDeviceName } from './device-name.ts';
export { generateIdentityKey } from './identity-key.ts';
export { type ProvenKey, proveKey, verifyKeyProof } from './key-proof.ts';
export {
  accountParty,
  compareScanned,
  type SafetyNumber,
  type SafetyNumberParty,
  safetyNumber,
} from './safety-number.ts';
export { signRefresh, verifyRefresh } from './session-signature.ts';
export { unwrapIdentityKey, wrapIdentityKey } from './wrapped-identity-key.ts';
