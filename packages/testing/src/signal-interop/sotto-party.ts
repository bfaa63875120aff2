import { randomBytes, randomUUID } from 'node:crypto';
import {
  decodeSessionRecord,
  decryptMessage,
  emptyRecord,
  encodeSessionRecord,
  encryptMessage,
  initiateSession,
  type SessionRecord,
} from '@sotto/crypto/direct';
import {
  generateDeviceIdentity,
  generateKemPrekey,
  generateOneTimePrekey,
  generateSignedPrekey,
  type OneTimeKey,
  type SignedKey,
  type VerifiedPrekeyBundle,
} from '@sotto/crypto/identity';
import type { Party } from './party.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const day = 24 * 60 * 60;

/**
 * A device that runs our own sessions. It binds the handshakes it initiates to names, as always; a foreign
 * initiator cannot, so none is demanded of it.
 *
 * @param options.stored whether the record is written and read back after every step.
 */
export function sottoParty(peerIdentityKey: () => Uint8Array, { stored = true } = {}): Party {
  const device = generateDeviceIdentity(randomUUID(), 'interop', random);
  const local = {
    privateKey: device.identityPrivate,
    publicKey: device.identityKey,
    registrationId: device.registrationId,
  };
  const signedPrekeys = new Map<number, SignedKey>();
  const kemPrekeys = new Map<number, SignedKey>();
  const oneTimePrekeys = new Map<number, OneTimeKey>();
  const expiresAt = Math.floor(Date.now() / 1000) + 7 * day;
  let lastId = 0;
  let record: SessionRecord = emptyRecord;
  const keep = (next: SessionRecord) => {
    record = stored ? decodeSessionRecord(encodeSessionRecord(next)) : next;
  };

  return {
    name: device.accountId,
    offer({ oneTimePrekey }) {
      const id = ++lastId;
      const signedPrekey = generateSignedPrekey(device, id, expiresAt, random);
      const kemPrekey = generateKemPrekey(device, id, expiresAt, random);
      const oneTime = generateOneTimePrekey(id, random);
      signedPrekeys.set(id, signedPrekey);
      kemPrekeys.set(id, kemPrekey);
      if (oneTimePrekey) oneTimePrekeys.set(id, oneTime);
      return {
        registrationId: device.registrationId,
        identityKey: device.identityKey,
        signedPrekey,
        oneTimePrekey: oneTimePrekey ? oneTime : undefined,
        kemPrekey,
      };
    },
    async initiate(bundle) {
      const addresses = {
        local: { accountId: device.accountId, deviceId: device.deviceId },
        remote: { accountId: randomUUID(), deviceId: 'signal' },
      };
      const offered: VerifiedPrekeyBundle = { ...bundle, verified: true };
      const outcome = initiateSession(record, local, offered, addresses, Date.now(), random);
      if (outcome.kind !== 'initiated') throw new Error(outcome.reason);
      keep(outcome.record);
    },
    async send(plaintext) {
      const outcome = encryptMessage(record, plaintext, Date.now());
      if (outcome.kind !== 'encrypted') throw new Error(outcome.kind);
      keep(outcome.record);
      return outcome.message;
    },
    async receive({ bytes }) {
      const outcome = decryptMessage(record, bytes, {
        local,
        prekeys: {
          signedPrekey: (id) => bare(signedPrekeys.get(id)),
          oneTimePrekey: (id) => oneTimePrekeys.get(id)?.privateKey,
          kemPrekey: (id) => lastingKem(kemPrekeys.get(id)),
          wasBaseKeySeen: () => false,
        },
        remoteIdentity: peerIdentityKey(),
        addresses: undefined,
        now: Date.now(),
        random,
      });
      if (outcome.kind === 'duplicate') return undefined;
      if (outcome.kind !== 'plaintext')
        throw new Error(outcome.kind === 'refused' ? outcome.reason : outcome.kind);
      keep(outcome.record);
      const { oneTimePrekeyId, kemPrekeyId } = outcome.consumed ?? {};
      if (oneTimePrekeyId !== undefined) oneTimePrekeys.delete(oneTimePrekeyId);
      if (kemPrekeyId !== undefined) kemPrekeys.delete(kemPrekeyId);
      return outcome.plaintext;
    },
  };
}

function bare(key: SignedKey | undefined) {
  return key === undefined ? undefined : { privateKey: key.privateKey, publicKey: key.publicKey.slice(1) };
}

function lastingKem(key: SignedKey | undefined) {
  return key === undefined ? undefined : { privateKey: key.privateKey, lastResort: false };
}
