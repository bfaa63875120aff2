import type { DeviceIdentity } from '@sotto/crypto/identity';
import { DeviceId, encodeBase64 } from '@sotto/protocol';
import type { SignedIn } from '@sotto/protocol/http';
import { savePerson } from '../people/person-table.ts';
import type { Random } from '../platform/random.ts';
import type { Changes } from '../store/changes.ts';
import { clearDatabase } from '../store/clear-database.ts';
import { insertOwnAccount } from './own-account.ts';

/** 16 random bytes in base64url. */
export function newDeviceId(random: Random): DeviceId {
  return DeviceId.parse(
    encodeBase64(random(16)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  );
}

/** Keeps who this device is from now on, with all its keys, in place of whatever was here before. */
export function storeSignedIn(
  changes: Changes,
  signedIn: SignedIn,
  device: DeviceIdentity,
  storePrekeys: (changes: Changes) => void,
  account: {
    identityKey: Uint8Array;
    identitySeed: Uint8Array;
    deviceName: string;
    firstDevice: boolean;
    organisationName: string;
  },
  now: number,
): void {
  clearDatabase(changes);
  insertOwnAccount(
    changes,
    {
      stage: 'registering',
      accountId: signedIn.account.user_id,
      deviceId: device.deviceId as DeviceId,
      sessionId: signedIn.session_id,
      username: signedIn.account.username,
      displayName: signedIn.account.display_name,
      role: signedIn.account.role,
      organisationName: account.organisationName,
      firstDevice: account.firstDevice,
      deviceName: account.deviceName,
      registrationId: device.registrationId,
      identityKey: account.identityKey,
      identitySeed: account.identitySeed,
      deviceKey: device.identityKey,
      devicePrivate: device.identityPrivate,
      signatureKey: device.signatureKey,
      signatureSeed: device.signatureSeed,
    },
    signedIn.tokens,
    now,
  );
  savePerson(changes, signedIn.account);
  storePrekeys(changes);
}
