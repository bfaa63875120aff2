import { randomBytes } from 'node:crypto';
import { beforeAll } from 'vitest';
import { messageKeySeed, nextChainKey } from '../../src/direct/chain-key.ts';
import {
  decryptMessage,
  emptyRecord,
  type LocalPrekeys,
  type SessionRecord,
} from '../../src/direct/index.ts';
import { deriveMessageKeys } from '../../src/direct/message-keys.ts';
import { responderSecrets } from '../../src/direct/pqxdh.ts';
import {
  decodePrekeySignalMessage,
  type PrekeySignalMessage,
} from '../../src/direct/prekey-signal-message.ts';
import { nextRootKey } from '../../src/direct/root-key.ts';
import {
  decapsulateKyber1024,
  decodeCurveKey,
  mlKem1024,
  ready,
  verifyXeddsa,
  x25519,
} from '../../src/primitives/index.ts';
import { expectBytes, expectThat, has, hex, testShape } from './vector-files.ts';

beforeAll(ready);

type KeyPair = { id: number; private: string; public: string; signature: string };
type Message = {
  plaintext: string;
  ciphertext: string;
  counter?: number;
  message_key_seed?: string;
  cipher_key?: string;
  mac_key?: string;
  iv?: string;
};
type Expected = {
  dh: string[];
  mlkem_decaps_kbar: string;
  kyber_r3_shared_secret: string;
  root_key_0: string;
  alice_chain_key_0: string;
  ratchet_key: string;
  root_key_1: string;
  chain_key_1: string;
};
type Case = {
  id: number;
  receive_order: number[];
  alice: { identity_public: string };
  bob: {
    identity_private: string;
    identity_public: string;
    registration_id: number;
    signed_prekey: KeyPair;
    one_time_prekey?: Omit<KeyPair, 'signature'> | null;
    kyber_prekey: KeyPair;
  };
  messages: Message[];
  expected?: Expected;
};

const random = (length: number) => new Uint8Array(randomBytes(length));

testShape<{ cases: Case[] }>({
  name: 'PQXDH and Double Ratchet transcripts of Signal’s library',
  recognises: (json) => {
    if (!has(json, 'generator', 'cases')) return false;
    const first = (json['cases'] as Case[])[0];
    return has(first, 'alice', 'bob', 'messages') && !hasPostQuantumRatchet(first as unknown as Case);
  },
  run({ cases }) {
    let checked = 0;
    for (const transcript of cases) {
      if (transcript.expected !== undefined) checkKeySchedule(transcript, transcript.expected);
      checked += replay(transcript);
    }
    return { cases: checked };
  },
});

/** Transcripts with the sparse post-quantum ratchet are another shape. */
function hasPostQuantumRatchet({ messages }: Case): boolean {
  return firstMessage(messages[0]).message.postQuantum !== undefined;
}

/** Plays the responder: every message once in the given order, and every one refused a second time. */
function replay({ id, alice, bob, messages, receive_order }: Case): number {
  const context = {
    local: {
      privateKey: hex(bob.identity_private),
      publicKey: hex(bob.identity_public),
      registrationId: bob.registration_id,
    },
    remoteIdentity: hex(alice.identity_public),
    addresses: undefined,
    now: 0,
    random,
  };
  const consumed = new Set<number>();
  const prekeys = prekeysOf(bob, consumed);
  let record: SessionRecord = emptyRecord;
  for (const index of receive_order) {
    const message = messages[index];
    if (message === undefined) throw new Error(`case ${id} has no message ${index}`);
    const outcome = decryptMessage(record, hex(message.ciphertext), { ...context, prekeys });
    if (outcome.kind !== 'plaintext') throw new Error(`case ${id} message ${index}: ${outcome.kind}`);
    expectBytes(outcome.plaintext, message.plaintext, `case ${id} message ${index}`);
    if (outcome.consumed?.oneTimePrekeyId !== undefined) consumed.add(outcome.consumed.oneTimePrekeyId);
    record = outcome.record;
    const again = decryptMessage(record, hex(message.ciphertext), { ...context, prekeys });
    expectThat(again.kind === 'duplicate', `case ${id} message ${index} was accepted twice`);
  }
  return receive_order.length;
}

function prekeysOf(bob: Case['bob'], consumed: ReadonlySet<number>): LocalPrekeys {
  const signedPrekey = {
    privateKey: hex(bob.signed_prekey.private),
    publicKey: hex(bob.signed_prekey.public).slice(1),
  };
  const kemPrivateKey = hex(bob.kyber_prekey.private).slice(1);
  const { one_time_prekey: oneTime } = bob;
  return {
    signedPrekey: (id) => (id === bob.signed_prekey.id ? signedPrekey : undefined),
    oneTimePrekey: (id) => (id === oneTime?.id && !consumed.has(id) ? hex(oneTime.private) : undefined),
    kemPrekey: (id) =>
      id === bob.kyber_prekey.id ? { privateKey: kemPrivateKey, lastResort: false } : undefined,
    wasBaseKeySeen: () => false,
  };
}

/** Every value the transcript gives between the handshake and the first chain. */
function checkKeySchedule({ id, alice, bob, messages }: Case, expected: Expected): void {
  const check = (actual: Uint8Array, wanted: string, what: string) =>
    expectBytes(actual, wanted, `case ${id}: ${what}`);
  const identity = decodeCurveKey(hex(bob.identity_public));
  for (const key of [bob.signed_prekey, bob.kyber_prekey])
    expectThat(verifyXeddsa(identity, hex(key.public), hex(key.signature)), `case ${id}: prekey signature`);

  const first = firstMessage(messages[0]);
  const remoteIdentity = decodeCurveKey(hex(alice.identity_public));
  const remoteBase = decodeCurveKey(first.baseKey);
  const identityPrivate = hex(bob.identity_private);
  const signedPrekeyPrivate = hex(bob.signed_prekey.private);
  const oneTimePrekeyPrivate = bob.one_time_prekey == null ? undefined : hex(bob.one_time_prekey.private);
  const agreements = [
    x25519(signedPrekeyPrivate, remoteIdentity),
    x25519(identityPrivate, remoteBase),
    x25519(signedPrekeyPrivate, remoteBase),
    ...(oneTimePrekeyPrivate === undefined ? [] : [x25519(oneTimePrekeyPrivate, remoteBase)]),
  ];
  expectThat(agreements.length === expected.dh.length, `case ${id}: number of agreements`);
  agreements.forEach((agreement, i) => {
    check(agreement, expected.dh[i] as string, `agreement ${i + 1}`);
  });

  const kemPrivate = hex(bob.kyber_prekey.private).slice(1);
  const kbar = mlKem1024.decapsulate(kemPrivate, first.kemCiphertext.slice(1));
  check(kbar, expected.mlkem_decaps_kbar, 'ML-KEM secret');
  const kemSecret = decapsulateKyber1024(kemPrivate, first.kemCiphertext);
  check(kemSecret, expected.kyber_r3_shared_secret, 'KEM secret');

  const secrets = responderSecrets({
    identityPrivate,
    signedPrekeyPrivate,
    oneTimePrekeyPrivate,
    remoteIdentity,
    remoteBase,
    kemSecret,
  });
  check(secrets.rootKey, expected.root_key_0, 'root key 0');
  check(secrets.chainKey, expected.alice_chain_key_0, 'chain key 0');
  check(first.message.ratchetKey, expected.ratchet_key, 'ratchet key');
  const turn = nextRootKey(secrets.rootKey, signedPrekeyPrivate, decodeCurveKey(first.message.ratchetKey));
  check(turn.rootKey, expected.root_key_1, 'root key 1');
  check(turn.chainKey, expected.chain_key_1, 'chain key 1');
  checkMessageKeys(messages, turn.chainKey, check);
}

function checkMessageKeys(
  messages: Message[],
  firstChainKey: Uint8Array,
  check: (actual: Uint8Array, wanted: string, what: string) => void,
): void {
  let chainKey = firstChainKey;
  messages.forEach((message, counter) => {
    if (message.message_key_seed === undefined || message.counter !== counter) return;
    const seed = messageKeySeed(chainKey);
    const keys = deriveMessageKeys(seed, new Uint8Array(32));
    check(seed, message.message_key_seed, `message key seed ${counter}`);
    check(keys.cipherKey, message.cipher_key ?? '', `cipher key ${counter}`);
    check(keys.macKey, message.mac_key ?? '', `MAC key ${counter}`);
    check(keys.iv, message.iv ?? '', `IV ${counter}`);
    chainKey = nextChainKey(chainKey);
  });
}

function firstMessage(message: Message | undefined): PrekeySignalMessage {
  const decoded = message === undefined ? undefined : decodePrekeySignalMessage(hex(message.ciphertext));
  if (decoded === undefined) throw new Error('the transcript does not begin with a first message');
  return decoded;
}
