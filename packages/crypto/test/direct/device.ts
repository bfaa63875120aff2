import {
  closeSession,
  type DecryptContext,
  type DecryptOutcome,
  type DirectMessage,
  decodeSessionRecord,
  decryptMessage,
  emptyRecord,
  encodeSessionRecord,
  encryptMessage,
  initiateSession,
  type SessionAddress,
  type SessionRecord,
} from '../../src/direct/index.ts';
import {
  type DeviceIdentity,
  generateDeviceIdentity,
  generateKemPrekey,
  generateOneTimePrekey,
  generateSignedPrekey,
  type OneTimeKey,
  type SignedKey,
  type VerifiedPrekeyBundle,
} from '../../src/identity/index.ts';
import { type Random, utf8 } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';

type Offer = { readonly oneTimePrekey?: boolean; readonly lastResort?: boolean };

/** One device in a test: keys, prekey store and the session record with its one peer, all in memory. */
export class Device {
  readonly identity: DeviceIdentity;
  readonly address: SessionAddress;
  readonly random: Random;
  readonly signedPrekeys = new Map<number, SignedKey>();
  readonly oneTimePrekeys = new Map<number, OneTimeKey>();
  readonly kemPrekeys = new Map<number, SignedKey & { lastResort: boolean }>();
  readonly seenBaseKeys = new Set<string>();
  record: SessionRecord = emptyRecord;
  now = Date.UTC(2030, 0, 1);
  #lastId = 0;

  constructor(name: string) {
    this.random = deterministicRandom(name);
    this.address = { accountId: `account-${name}`, deviceId: `device-${name}` };
    this.identity = generateDeviceIdentity(this.address.accountId, this.address.deviceId, this.random);
  }

  get local() {
    const { identityPrivate, identityKey, registrationId } = this.identity;
    return { privateKey: identityPrivate, publicKey: identityKey, registrationId };
  }

  /** A bundle of fresh prekeys whose checks are assumed to have passed. */
  offer({ oneTimePrekey = true, lastResort = false }: Offer = {}): VerifiedPrekeyBundle {
    const id = ++this.#lastId;
    const expiresAt = Math.floor(this.now / 1000) + 7 * 24 * 60 * 60;
    const signedPrekey = generateSignedPrekey(this.identity, id, expiresAt, this.random);
    const kemPrekey = generateKemPrekey(this.identity, id, expiresAt, this.random);
    this.signedPrekeys.set(id, signedPrekey);
    this.kemPrekeys.set(id, { ...kemPrekey, lastResort });
    const oneTime = oneTimePrekey ? generateOneTimePrekey(id, this.random) : undefined;
    if (oneTime !== undefined) this.oneTimePrekeys.set(id, oneTime);
    const { registrationId, identityKey } = this.identity;
    return { registrationId, identityKey, signedPrekey, oneTimePrekey: oneTime, kemPrekey, verified: true };
  }

  initiate(peer: Device, bundle: VerifiedPrekeyBundle = peer.offer()): void {
    const addresses = { local: this.address, remote: peer.address };
    const outcome = initiateSession(this.record, this.local, bundle, addresses, this.now, this.random);
    if (outcome.kind !== 'initiated') throw new Error(outcome.reason);
    this.record = outcome.record;
  }

  send(text: string): DirectMessage {
    const outcome = encryptMessage(this.record, utf8(text), this.now);
    if (outcome.kind !== 'encrypted') throw new Error(outcome.kind);
    this.record = outcome.record;
    return outcome.message;
  }

  /** What becomes of a message, without keeping anything of it. */
  look(peer: Device, bytes: Uint8Array, changed: Partial<DecryptContext> = {}): DecryptOutcome {
    return decryptMessage(this.record, bytes, {
      local: this.local,
      prekeys: {
        signedPrekey: (id) => {
          const key = this.signedPrekeys.get(id);
          return key === undefined
            ? undefined
            : { privateKey: key.privateKey, publicKey: key.publicKey.slice(1) };
        },
        oneTimePrekey: (id) => this.oneTimePrekeys.get(id)?.privateKey,
        kemPrekey: (id) => this.kemPrekeys.get(id),
        wasBaseKeySeen: (id, baseKey) => this.seenBaseKeys.has(`${id}:${baseKey}`),
      },
      remoteIdentity: peer.identity.identityKey,
      addresses: { local: this.address, remote: peer.address },
      now: this.now,
      random: this.random,
      ...changed,
    });
  }

  /** Takes a message in: record, prekeys and guard change together, or not at all. */
  receive(peer: Device, { bytes }: { bytes: Uint8Array }): DecryptOutcome {
    const outcome = this.look(peer, bytes);
    if (outcome.kind !== 'plaintext') return outcome;
    this.record = outcome.record;
    const { oneTimePrekeyId, kemPrekeyId, lastResort } = outcome.consumed ?? {};
    if (oneTimePrekeyId !== undefined) this.oneTimePrekeys.delete(oneTimePrekeyId);
    if (kemPrekeyId !== undefined) this.kemPrekeys.delete(kemPrekeyId);
    if (lastResort !== undefined) this.seenBaseKeys.add(`${lastResort.kemPrekeyId}:${lastResort.baseKey}`);
    return outcome;
  }

  /** Receives and reads, or throws what was answered instead. */
  read(peer: Device, message: { bytes: Uint8Array }): string {
    return textOf(this.receive(peer, message));
  }

  close(): void {
    this.record = closeSession(this.record, this.now);
  }

  /** The record as a store would give it back. */
  stored(): Uint8Array {
    return encodeSessionRecord(this.record);
  }

  restore(bytes: Uint8Array): void {
    this.record = decodeSessionRecord(bytes);
  }
}

export function textOf(outcome: DecryptOutcome): string {
  if (outcome.kind === 'plaintext') return new TextDecoder().decode(outcome.plaintext);
  throw new Error(outcome.kind === 'refused' ? outcome.reason : outcome.kind);
}

/** What a message came to, in a word. */
export function resultOf(outcome: DecryptOutcome): string {
  return outcome.kind === 'refused' ? outcome.reason : outcome.kind;
}

/** Two devices that have exchanged one message each. */
export function conversation(seed = ''): { alice: Device; bob: Device } {
  const { alice, bob } = strangers(seed);
  alice.initiate(bob);
  bob.read(alice, alice.send('hello'));
  alice.read(bob, bob.send('hello'));
  return { alice, bob };
}

export function strangers(seed = ''): { alice: Device; bob: Device } {
  return { alice: new Device(`alice${seed}`), bob: new Device(`bob${seed}`) };
}
