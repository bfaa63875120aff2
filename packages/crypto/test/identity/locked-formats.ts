import { handshakeBinding } from '../../src/direct/handshake-binding.ts';
import {
  accountParty,
  generateDeviceIdentity,
  generateIdentityKey,
  type ProvenKey,
  proveKey,
  safetyNumber,
  sealDeviceName,
  signDeviceList,
  signRefresh,
  wrapIdentityKey,
} from '../../src/identity/index.ts';
import { toHex, utf8 } from '../../src/primitives/index.ts';
import { seal } from '../../src/sealed/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';

export type LockedFormats = ReturnType<typeof lockedFormats>;

/** One example of every format that another client, or this one later, has to read: from fixed inputs. */
export function lockedFormats() {
  const random = deterministicRandom('locked formats 1');
  const account_id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const device_id = 'Yk3pQ9_x-Tz';
  const now = 2_000_000_000;
  const identity = generateIdentityKey(random);
  const device = generateDeviceIdentity(account_id, device_id, random);
  const { registrationId, identityKey, signatureKey, signatureSeed } = device;
  const listed = { deviceId: device_id, registrationId, identityKey, signatureKey, addedAt: now };
  const list = {
    accountId: account_id,
    version: 7,
    issuedAt: now,
    expiresAt: now + 86_400,
    devices: [listed],
  };
  const signed = signDeviceList(list, identity.seed);
  const claim = {
    kind: 'signed-prekey',
    accountId: account_id,
    deviceId: device_id,
    keyId: 5,
    expiresAt: now + 604_800,
  } as const;
  const proven: ProvenKey = { ...claim, publicKey: identityKey };
  const key = random(32);
  const exportKey = random(64);
  const remote = { accountId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', deviceId: 'other' };
  const binding = handshakeBinding(
    { address: { accountId: account_id, deviceId: device_id }, identityKey },
    { address: remote, identityKey },
    { baseKey: identityKey, signedPrekeyId: 1, oneTimePrekeyId: 2, kemPrekeyId: 3 },
  );
  const party = accountParty(account_id, identity.publicKey);
  const other = accountParty(remote.accountId, signatureKey);
  const number = safetyNumber(party, other);
  return {
    account_id,
    device_id,
    identity_key: toHex(identity.publicKey),
    signature_key: toHex(signatureKey),
    device_list: { now, list: toHex(signed.list), signature: toHex(signed.signature) },
    key_proof: { claim, public_key: toHex(identityKey), proof: toHex(proveKey(proven, signatureSeed)) },
    refresh: {
      token: 'token',
      request_id: 'request',
      signature: toHex(signRefresh('token', 'request', signatureSeed)),
    },
    sealed: {
      key: toHex(key),
      context: 'context',
      secret: toHex(utf8('secret')),
      box: toHex(seal(key, utf8('secret'), utf8('context'), random)),
    },
    wrapped_identity_key: {
      export_key: toHex(exportKey),
      wrapped: toHex(wrapIdentityKey(identity.seed, exportKey, account_id, random)),
    },
    device_name: {
      name: 'Kitchen',
      sealed: toHex(sealDeviceName('Kitchen', device_id, identity.seed, random)),
    },
    safety_number: { digits: number.digits, scannable: toHex(number.scannable) },
    handshake_binding: toHex(binding),
  };
}
