/** What the server may import: checks that need no secret. */
export {
  type DeviceList,
  type DeviceListOutcome,
  type ListedDevice,
  verifyDeviceList,
} from '../identity/device-list.ts';
export { verifyRefresh } from '../identity/session-signature.ts';
export { ready } from '../primitives/sodium.ts';
export { isCurveKey, isKemKey, isSignatureKey, isVouchedFor, type PublishedKey } from './prekey-checks.ts';
