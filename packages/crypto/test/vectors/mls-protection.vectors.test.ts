import { beforeAll } from 'vitest';
import { encode } from '../../src/group/codec/tls-writer.ts';
import type { MessageFormat } from '../../src/group/framing/authenticated-content.ts';
import { type MessageBody, writeBody } from '../../src/group/framing/framed-content.ts';
import { decodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import { openPrivate, openPublic } from '../../src/group/framing/open-content.ts';
import { ownContent, sealContent, signOwnContent } from '../../src/group/framing/seal-content.ts';
import { secretTree } from '../../src/group/ratchets/secret-tree.ts';
import { newEpoch } from '../../src/group/schedule/key-schedule.ts';
import { GroupState } from '../../src/group/state/group-state.ts';
import { ownCapabilities } from '../../src/group/structures/capabilities.ts';
import { basicCredential } from '../../src/group/structures/credential.ts';
import { groupContext } from '../../src/group/structures/group-context.ts';
import { signLeafNode } from '../../src/group/structures/leaf-node.ts';
import type { CipherSuite } from '../../src/group/suite/cipher-suite.ts';
import { RatchetTree } from '../../src/group/tree/ratchet-tree.ts';
import { ready } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';
import { forEachSuite } from './mls-suites.ts';
import { expectBytes, expectThat, has, hex, refusal, testShape } from './vector-files.ts';

beforeAll(ready);

type Protection = { cipher_suite: number; epoch: number } & { [field: string]: string };

const random = deterministicRandom('mls protection');
const none = new Uint8Array();

testShape<Protection[]>({
  name: 'MLS message protection',
  recognises: (json) =>
    Array.isArray(json) && has(json[0], 'proposal_priv', 'commit_pub', 'application_priv'),
  run: (cases) =>
    forEachSuite(cases, (entry, suite, name) => {
      const receiver = member(entry, suite, 0);
      const sender = member(entry, suite, 1);
      for (const kind of ['proposal', 'commit', 'application'] as const) {
        const expected = entry[kind] as string;
        for (const form of ['priv', 'pub'] as const) {
          const bytes = entry[`${kind}_${form}`];
          if (bytes === undefined) continue;
          const body = opened(receiver, hex(bytes));
          expectBytes(plain(body), expected, `${name} ${kind} ${form}`);
          const format: MessageFormat = form === 'priv' ? 2 : 1;
          if (kind === 'application' && form === 'pub') continue;
          const content = ownContent(sender, body, none);
          const confirmationTag = kind === 'commit' ? new Uint8Array(32) : undefined;
          const signed = { ...signOwnContent(sender, format, content), confirmationTag };
          const { message } = sealContent(sender, signed, random, form === 'priv' ? 5 : 0);
          expectBytes(plain(opened(receiver, message)), expected, `${name} own ${kind} ${form}`);
          for (const at of [10, message.length >> 1, message.length - 1]) {
            const broken = message.slice();
            broken[at] = (broken[at] as number) ^ 1;
            expectThat(
              refusal(() => opened(receiver, broken)) !== undefined,
              `${name} altered ${kind} ${form}`,
            );
          }
        }
      }
    }),
});

function opened(state: GroupState, bytes: Uint8Array): MessageBody {
  const decoded = decodeMlsMessage(bytes);
  if (decoded.kind !== 'private' && decoded.kind !== 'public') throw new Error('not a group message');
  const outcome =
    decoded.kind === 'private' ? openPrivate(state, decoded.message) : openPublic(state, decoded.message);
  if (outcome.kind !== 'message') throw new Error('an own message');
  return outcome.message.content.body;
}

/** What the vectors call a plaintext: application data without its length. */
function plain(body: MessageBody): Uint8Array {
  return body.kind === 'application' ? body.data : encode(writeBody, body);
}

/** A group of two of which only what the vector gives is real: the sender is leaf 1. */
function member(entry: Protection, suite: CipherSuite, ownLeaf: number): GroupState {
  const at = (field: string): Uint8Array => hex(entry[field] as string);
  const leaf = signLeafNode(
    {
      encryptionKey: new Uint8Array(32),
      signatureKey: at('signature_pub'),
      credential: basicCredential(none),
      capabilities: ownCapabilities,
      source: { kind: 'key-package', lifetime: { notBefore: 0n, notAfter: 0n } },
      extensions: [],
    },
    undefined,
    at('signature_priv'),
  );
  const { secrets } = newEpoch(new Uint8Array(32));
  return new GroupState({
    suite,
    context: groupContext({
      cipherSuite: suite.id,
      groupId: at('group_id'),
      epoch: BigInt(entry.epoch),
      treeHash: at('tree_hash'),
      confirmedTranscriptHash: at('confirmed_transcript_hash'),
      extensions: [],
    }),
    tree: new RatchetTree({ leaves: [leaf, leaf], parents: [undefined] }),
    ownLeaf,
    signaturePrivateKey: at('signature_priv'),
    privateKeys: new Map(),
    secrets: { ...secrets, senderData: at('sender_data_secret'), membership: at('membership_key') },
    secretTree: secretTree(at('encryption_secret')),
    confirmationTag: none,
    interimTranscriptHash: none,
    proposals: new Map(),
    updates: new Map(),
    resumptions: [],
  });
}
