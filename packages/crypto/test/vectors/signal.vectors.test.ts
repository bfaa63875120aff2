import { randomBytes } from 'node:crypto';
import { beforeAll } from 'vitest';
import {
  decryptMessage,
  emptyRecord,
  type LocalPrekeys,
  type SessionRecord,
} from '../../src/direct/index.ts';
import { ready } from '../../src/primitives/index.ts';
import { expectBytes, expectThat, has, hex, testShape } from './vector-files.ts';

beforeAll(ready);

type KeyPair = { id: number; private: string; public: string };
type Transcript = {
  kem: string;
  cases: {
    id: number;
    receive_order: number[];
    alice: { identity_public: string };
    bob: {
      identity_private: string;
      identity_public: string;
      registration_id: number;
      signed_prekey: KeyPair;
      one_time_prekey: KeyPair | null;
      kyber_prekey: KeyPair;
    };
    messages: { plaintext: string; ciphertext: string }[];
    expected?: { kem_ct_type?: number; ratchet_key: string; root_key_1: string };
  }[];
};

const random = (length: number) => new Uint8Array(randomBytes(length));

testShape<Transcript>({
  name: 'PQXDH and Double Ratchet transcripts of Signal’s library',
  recognises: (json, name) =>
    has(json, 'generator', 'cases') &&
    /double-ratchet/.test(name) &&
    has((json.cases as unknown[])[0], 'alice', 'bob', 'messages'),
  run({ cases }) {
    let checked = 0;
    for (const { id, alice, bob, messages, receive_order } of cases) {
      const signedPrekey = {
        privateKey: hex(bob.signed_prekey.private),
        publicKey: hex(bob.signed_prekey.public).slice(1),
      };
      const consumed = new Set<number>();
      const prekeys: LocalPrekeys = {
        signedPrekey: (which) => (which === bob.signed_prekey.id ? signedPrekey : undefined),
        oneTimePrekey: (which) =>
          which === bob.one_time_prekey?.id && !consumed.has(which)
            ? hex(bob.one_time_prekey.private)
            : undefined,
        kemPrekey: (which) =>
          which === bob.kyber_prekey.id
            ? { privateKey: hex(bob.kyber_prekey.private).slice(1), lastResort: false }
            : undefined,
        wasBaseKeySeen: () => false,
      };
      const context = {
        local: {
          privateKey: hex(bob.identity_private),
          publicKey: hex(bob.identity_public),
          registrationId: bob.registration_id,
        },
        prekeys,
        remoteIdentity: hex(alice.identity_public),
        addresses: undefined,
        now: 0,
        random,
      };
      let record: SessionRecord = emptyRecord;
      for (const index of receive_order) {
        const message = messages[index];
        if (message === undefined) throw new Error(`case ${id} has no message ${index}`);
        const outcome = decryptMessage(record, hex(message.ciphertext), context);
        if (outcome.kind !== 'plaintext')
          throw new Error(`case ${id} message ${index}: ${JSON.stringify(outcome)}`);
        expectBytes(outcome.plaintext, message.plaintext, `case ${id} message ${index}`);
        if (outcome.consumed?.oneTimePrekeyId !== undefined) consumed.add(outcome.consumed.oneTimePrekeyId);
        record = outcome.record;
        expectThat(
          decryptMessage(record, hex(message.ciphertext), context).kind === 'duplicate',
          `case ${id} message ${index} was accepted twice`,
        );
        checked++;
      }
    }
    return { cases: checked };
  },
});
