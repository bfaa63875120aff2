import { beforeAll } from 'vitest';
import { decode } from '../../src/group/codec/tls-reader.ts';
import { readAuthenticatedContent } from '../../src/group/framing/authenticated-content.ts';
import { openLeaf, secretTree, withRatchets } from '../../src/group/ratchets/secret-tree.ts';
import { senderDataKey } from '../../src/group/ratchets/sender-data.ts';
import { takeGeneration } from '../../src/group/ratchets/sender-ratchet.ts';
import { mlsExporter } from '../../src/group/schedule/exporter.ts';
import { epochSecret, joinerSecret, newEpoch, welcomeSecret } from '../../src/group/schedule/key-schedule.ts';
import { pskSecret } from '../../src/group/schedule/psk-secret.ts';
import {
  confirmationTag,
  confirmedTranscriptHash,
  interimTranscriptHash,
} from '../../src/group/schedule/transcript-hash.ts';
import { groupContext } from '../../src/group/structures/group-context.ts';
import { root } from '../../src/group/tree/tree-math.ts';
import { ready } from '../../src/primitives/index.ts';
import { forEachSuite } from './mls-suites.ts';
import { expectBytes, has, hex, testShape } from './vector-files.ts';

beforeAll(ready);

type KeySchedule = {
  cipher_suite: number;
  group_id: string;
  initial_init_secret: string;
  epochs: ({
    exporter: { label: string; context: string; length: number; secret: string };
  } & { [name: string]: string })[];
};

testShape<KeySchedule[]>({
  name: 'MLS key schedule',
  recognises: (json) => Array.isArray(json) && has(json[0], 'initial_init_secret', 'epochs'),
  run: (cases) =>
    forEachSuite(cases, (entry, suite, name) => {
      let init = hex(entry.initial_init_secret);
      entry.epochs.forEach((epoch, index) => {
        const at = (field: string): string => epoch[field] as string;
        const context = groupContext({
          cipherSuite: suite.id,
          groupId: hex(entry.group_id),
          epoch: BigInt(index),
          treeHash: hex(at('tree_hash')),
          confirmedTranscriptHash: hex(at('confirmed_transcript_hash')),
          extensions: [],
        });
        const joiner = joinerSecret(init, hex(at('commit_secret')), context);
        const psk = hex(at('psk_secret'));
        const { secrets, encryption, confirmation } = newEpoch(epochSecret(joiner, psk, context));
        const expected: [string, Uint8Array][] = [
          ['group_context', context.encoded],
          ['joiner_secret', joiner],
          ['welcome_secret', welcomeSecret(joiner, psk)],
          ['init_secret', secrets.init],
          ['sender_data_secret', secrets.senderData],
          ['encryption_secret', encryption],
          ['exporter_secret', secrets.exporter],
          ['epoch_authenticator', secrets.authenticator],
          ['external_secret', secrets.external],
          ['confirmation_key', confirmation],
          ['membership_key', secrets.membership],
          ['resumption_psk', secrets.resumptionPsk],
          ['external_pub', suite.kem.deriveKeyPair(secrets.external).publicKey],
        ];
        for (const [field, value] of expected) expectBytes(value, at(field), `${name} ${index} ${field}`);
        const { exporter } = epoch;
        const exported = mlsExporter(
          secrets.exporter,
          exporter.label,
          hex(exporter.context),
          exporter.length,
        );
        expectBytes(exported, exporter.secret, `${name} exporter`);
        init = secrets.init;
      });
    }),
});

type PskCase = {
  cipher_suite: number;
  psks: { psk_id: string; psk: string; psk_nonce: string }[];
  psk_secret: string;
};

testShape<PskCase[]>({
  name: 'MLS pre-shared keys',
  recognises: (json) => Array.isArray(json) && has(json[0], 'psks', 'psk_secret'),
  run: (cases) =>
    forEachSuite(cases, (entry, _suite, name) => {
      const ids = entry.psks.map(
        (psk) => ({ kind: 'external', id: hex(psk.psk_id), nonce: hex(psk.psk_nonce) }) as const,
      );
      const secret = pskSecret(ids, (psk) => hex(entry.psks[ids.indexOf(psk as never)]?.psk ?? ''));
      expectBytes(secret, entry.psk_secret, name);
    }),
});

type Transcript = {
  cipher_suite: number;
  confirmation_key: string;
  authenticated_content: string;
  interim_transcript_hash_before: string;
  confirmed_transcript_hash_after: string;
  interim_transcript_hash_after: string;
};

testShape<Transcript[]>({
  name: 'MLS transcript hashes',
  recognises: (json) => Array.isArray(json) && has(json[0], 'authenticated_content', 'confirmation_key'),
  run: (cases) =>
    forEachSuite(cases, (entry, _suite, name) => {
      const commit = decode(readAuthenticatedContent, hex(entry.authenticated_content));
      const confirmed = confirmedTranscriptHash(hex(entry.interim_transcript_hash_before), commit);
      expectBytes(confirmed, entry.confirmed_transcript_hash_after, name);
      const tag = confirmationTag(hex(entry.confirmation_key), confirmed);
      expectBytes(commit.confirmationTag as Uint8Array, Buffer.from(tag).toString('hex'), name);
      expectBytes(interimTranscriptHash(confirmed, tag), entry.interim_transcript_hash_after, name);
    }),
});

type Generation = {
  generation: number;
  application_key: string;
  application_nonce: string;
  handshake_key: string;
  handshake_nonce: string;
};
type SecretTreeCase = {
  cipher_suite: number;
  encryption_secret: string;
  sender_data: { sender_data_secret: string; ciphertext: string; key: string; nonce: string };
  leaves: Generation[][];
};

testShape<SecretTreeCase[]>({
  name: 'MLS secret tree',
  recognises: (json) => Array.isArray(json) && has(json[0], 'encryption_secret', 'sender_data', 'leaves'),
  run: (cases) =>
    forEachSuite(cases, (entry, suite, name) => {
      const { sender_data_secret, ciphertext, key, nonce } = entry.sender_data;
      const sealing = senderDataKey(suite, hex(sender_data_secret), hex(ciphertext));
      expectBytes(sealing.key, key, `${name} sender data key`);
      expectBytes(sealing.nonce, nonce, `${name} sender data nonce`);
      const top = root(entry.leaves.length);
      let tree = secretTree(hex(entry.encryption_secret));
      entry.leaves.forEach((generations, leaf) => {
        for (const expected of generations) {
          for (const kind of ['application', 'handshake'] as const) {
            const opened = openLeaf(tree, top, leaf);
            const taken = takeGeneration(suite, opened.ratchets[kind], expected.generation);
            tree = withRatchets(opened.tree, top, leaf, { ...opened.ratchets, [kind]: taken.ratchet });
            const where = `${name} leaf ${leaf} ${kind} ${expected.generation}`;
            expectBytes(taken.key.key, expected[`${kind}_key`], where);
            expectBytes(taken.key.nonce, expected[`${kind}_nonce`], where);
          }
        }
      });
    }),
});
