import { type DeviceListOutcome, type VerifiedDeviceList, verifyDeviceList } from '@sotto/crypto/identity';
import { constantTimeEqual } from '@sotto/crypto/primitives';
import { type AccountId, decodeBase64 } from '@sotto/protocol';
import type { SignedDeviceList } from '@sotto/protocol/http';
import type { OwnAccount } from '../accounts/own-account.ts';
import { addDeviceNotices, addIdentityNotice } from '../conversations/notices.ts';
import { type PersonRecord, pinIdentity, readPerson, replaceIdentity } from '../people/person-table.ts';
import type { Changes } from '../store/changes.ts';
import { forgetDevices, saveDeviceList } from './device-table.ts';

export type AcceptedDeviceList =
  | { readonly kind: 'current' | 'identity-changed'; readonly list: VerifiedDeviceList }
  | {
      readonly kind: 'refused';
      readonly reason:
        | Extract<DeviceListOutcome, { kind: 'refused' }>['reason']
        | 'own-identity'
        | 'unknown-person';
    };

/**
 * Takes in a device list as the server served it (REQ-I1, REQ-I2): the first identity key seen is
 * pinned; a list is believed by its signature under that key alone; an older or a second list of one
 * version is refused. Another identity key with a validly signed list of its own is a changed identity
 * (REQ-I3): it is noted in the conversation and whatever belonged to the old key is forgotten.
 */
export function acceptDeviceList(
  changes: Changes,
  self: OwnAccount,
  accountId: AccountId,
  served: { identity_key: string; device_list: SignedDeviceList },
  now: number,
): AcceptedDeviceList {
  const person = readPerson(changes, accountId);
  if (person === null) return { kind: 'refused', reason: 'unknown-person' };
  const identityKey = decodeBase64(served.identity_key) ?? new Uint8Array();
  const pinned = accountId === self.accountId ? self.identityKey : person.identityKey;
  const changed = pinned !== null && !constantTimeEqual(pinned, identityKey);
  if (changed && accountId === self.accountId) return { kind: 'refused', reason: 'own-identity' };

  const outcome = verifyDeviceList(
    decodeBase64(served.device_list.list) ?? new Uint8Array(),
    decodeBase64(served.device_list.signature) ?? new Uint8Array(),
    identityKey,
    { accountId, now: Math.floor(now / 1000), ...(changed ? {} : newestOf(person)) },
  );
  if (outcome.kind === 'refused') return outcome;

  if (changed) {
    replaceIdentity(changes, accountId, identityKey);
    forgetDevices(changes, accountId);
    addIdentityNotice(changes, self, accountId, identityKey, now);
  } else if (person.identityKey === null) {
    pinIdentity(changes, accountId, identityKey);
  }
  const firstSeen = changed || person.listVersion === 0;
  const difference = saveDeviceList(changes, outcome.list, now);
  if (!firstSeen) addDeviceNotices(changes, self, accountId, difference, outcome.list.version, now);
  return { kind: changed ? 'identity-changed' : 'current', list: outcome.list };
}

function newestOf(person: PersonRecord): { newest?: { version: number; hash: Uint8Array } } {
  const { listVersion: version, listHash: hash } = person;
  return version > 0 && hash !== null ? { newest: { version, hash } } : {};
}
