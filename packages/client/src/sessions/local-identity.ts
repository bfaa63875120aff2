import type { LocalIdentity, SessionAddress } from '@sotto/crypto/direct';
import type { OwnAccount } from '../accounts/own-account.ts';

/** This device, as a session sees it. */
export function localIdentity(self: OwnAccount): LocalIdentity {
  return {
    privateKey: self.devicePrivate,
    publicKey: self.deviceKey,
    registrationId: self.registrationId,
  };
}

export function localAddress(self: OwnAccount): SessionAddress {
  return { accountId: self.accountId, deviceId: self.deviceId };
}
