import { randomInt, randomUUID } from 'node:crypto';
import * as libsignal072 from 'libsignal-0-72';
import * as libsignal090 from 'libsignal-0-90';
import type { Party } from './party.ts';

/** Signal's own library, used as a black box. Both releases have the calls below; only their types differ. */
type Library = typeof libsignal090;
export const libraries = {
  '0.72.1': libsignal072 as unknown as Library,
  '0.90.0': libsignal090,
} as const;
export type Release = keyof typeof libraries;

const buffer = (bytes: Uint8Array) => Buffer.from(bytes);

/** A device that runs Signal's library, with its stores in memory. */
export function libsignalParty(release: Release, peerName: string): Party {
  const library = libraries[release];
  const identity = library.IdentityKeyPair.generate();
  const registrationId = randomInt(1, 0x3fff);
  const stores = memoryStores(library, identity, registrationId);
  const peer = library.ProtocolAddress.new(peerName, 1);
  let lastId = 0;

  return {
    name: randomUUID(),
    offer({ oneTimePrekey }) {
      const id = ++lastId;
      const sign = (key: { serialize(): Uint8Array }) => identity.privateKey.sign(buffer(key.serialize()));
      const signed = library.PrivateKey.generate();
      const signature = sign(signed.getPublicKey());
      stores.signedPrekeys.set(
        id,
        library.SignedPreKeyRecord.new(id, Date.now(), signed.getPublicKey(), signed, signature),
      );
      const kem = library.KEMKeyPair.generate();
      const kemSignature = sign(kem.getPublicKey());
      stores.kyberPrekeys.set(id, library.KyberPreKeyRecord.new(id, Date.now(), kem, kemSignature));
      const oneTime = library.PrivateKey.generate();
      if (oneTimePrekey)
        stores.prekeys.set(id, library.PreKeyRecord.new(id, oneTime.getPublicKey(), oneTime));
      return {
        registrationId,
        identityKey: identity.publicKey.serialize(),
        signedPrekey: { id, publicKey: signed.getPublicKey().serialize(), signature },
        oneTimePrekey: oneTimePrekey ? { id, publicKey: oneTime.getPublicKey().serialize() } : undefined,
        kemPrekey: { id, publicKey: kem.getPublicKey().serialize(), signature: kemSignature },
      };
    },
    async initiate(bundle) {
      const key = (bytes: Uint8Array) => library.PublicKey.deserialize(buffer(bytes));
      const offered = library.PreKeyBundle.new(
        bundle.registrationId,
        1,
        bundle.oneTimePrekey?.id ?? null,
        bundle.oneTimePrekey === undefined ? null : key(bundle.oneTimePrekey.publicKey),
        bundle.signedPrekey.id,
        key(bundle.signedPrekey.publicKey),
        buffer(bundle.signedPrekey.signature),
        key(bundle.identityKey),
        bundle.kemPrekey.id,
        library.KEMPublicKey.deserialize(buffer(bundle.kemPrekey.publicKey)),
        buffer(bundle.kemPrekey.signature),
      );
      await library.processPreKeyBundle(offered, peer, stores.sessionStore, stores.identityStore);
    },
    async send(plaintext) {
      const message = await library.signalEncrypt(
        buffer(plaintext),
        peer,
        stores.sessionStore,
        stores.identityStore,
      );
      const prekey = message.type() === library.CiphertextMessageType.PreKey;
      return { kind: prekey ? 'prekey' : 'message', bytes: message.serialize() };
    },
    async receive({ kind, bytes }) {
      try {
        return kind === 'prekey'
          ? await library.signalDecryptPreKey(
              library.PreKeySignalMessage.deserialize(buffer(bytes)),
              peer,
              stores.sessionStore,
              stores.identityStore,
              stores.prekeyStore,
              stores.signedPrekeyStore,
              stores.kyberPrekeyStore,
            )
          : await library.signalDecrypt(
              library.SignalMessage.deserialize(buffer(bytes)),
              peer,
              stores.sessionStore,
              stores.identityStore,
            );
      } catch (error) {
        const { code } = error as { code?: number };
        if (code === library.ErrorCode.DuplicatedMessage) return undefined;
        throw error;
      }
    },
  };
}

function memoryStores(library: Library, identity: libsignal090.IdentityKeyPair, registrationId: number) {
  const sessions = new Map<string, libsignal090.SessionRecord>();
  const prekeys = new Map<number, libsignal090.PreKeyRecord>();
  const signedPrekeys = new Map<number, libsignal090.SignedPreKeyRecord>();
  const kyberPrekeys = new Map<number, libsignal090.KyberPreKeyRecord>();
  const kept = <T>(map: Map<number, T>, id: number): T => {
    const record = map.get(id);
    if (record === undefined) throw new Error(`no prekey ${id}`);
    return record;
  };

  class Identities extends library.IdentityKeyStore {
    async getIdentityKey() {
      return identity.privateKey;
    }
    async getLocalRegistrationId() {
      return registrationId;
    }
    async saveIdentity() {
      return library.IdentityChange?.NewOrUnchanged ?? (false as never);
    }
    async isTrustedIdentity() {
      return true;
    }
    async getIdentity() {
      return null;
    }
  }
  class Sessions extends library.SessionStore {
    async saveSession(address: libsignal090.ProtocolAddress, record: libsignal090.SessionRecord) {
      sessions.set(address.name(), record);
    }
    async getSession(address: libsignal090.ProtocolAddress) {
      return sessions.get(address.name()) ?? null;
    }
    async getExistingSessions() {
      return [...sessions.values()];
    }
  }
  class Prekeys extends library.PreKeyStore {
    async savePreKey(id: number, record: libsignal090.PreKeyRecord) {
      prekeys.set(id, record);
    }
    async getPreKey(id: number) {
      return kept(prekeys, id);
    }
    async removePreKey(id: number) {
      prekeys.delete(id);
    }
  }
  class SignedPrekeys extends library.SignedPreKeyStore {
    async saveSignedPreKey(id: number, record: libsignal090.SignedPreKeyRecord) {
      signedPrekeys.set(id, record);
    }
    async getSignedPreKey(id: number) {
      return kept(signedPrekeys, id);
    }
  }
  class KyberPrekeys extends library.KyberPreKeyStore {
    async saveKyberPreKey(id: number, record: libsignal090.KyberPreKeyRecord) {
      kyberPrekeys.set(id, record);
    }
    async getKyberPreKey(id: number) {
      return kept(kyberPrekeys, id);
    }
    async markKyberPreKeyUsed() {}
  }
  return {
    prekeys,
    signedPrekeys,
    kyberPrekeys,
    identityStore: new Identities(),
    sessionStore: new Sessions(),
    prekeyStore: new Prekeys(),
    signedPrekeyStore: new SignedPrekeys(),
    kyberPrekeyStore: new KyberPrekeys(),
  };
}
