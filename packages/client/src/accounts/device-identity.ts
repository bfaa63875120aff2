import type { DeviceIdentity } from '@sotto/crypto/identity';
import type { OwnAccount } from './own-account.ts';

/** This device, as it signs its prekeys. */
export function deviceIdentity(self: OwnAccount): DeviceIdentity {
  return {
    accountId: self.accountId,
    deviceId: self.deviceId,
    registrationId: self.registrationId,
    identityPrivate: self.devicePrivate,
    identityKey: self.deviceKey,
    signatureSeed: self.signatureSeed,
    signatureKey: self.signatureKey,
  };
}
