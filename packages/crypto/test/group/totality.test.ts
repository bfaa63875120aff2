import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { TlsWriter } from '../../src/group/codec/tls-writer.ts';
import { framedContentToBeSigned } from '../../src/group/framing/authenticated-content.ts';
import { framedContent, type MessageBody, writeBody } from '../../src/group/framing/framed-content.ts';
import { decodeMlsMessage, encodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import {
  createCommit,
  createProposal,
  encodeRatchetTree,
  encryptMessage,
  exportGroupInfo,
  type GroupState,
  joinExternally,
  joinFromWelcome,
  openMessage,
  parseKeyPackage,
  readGroupInfoSummary,
} from '../../src/group/index.ts';
import { groupContext } from '../../src/group/structures/group-context.ts';
import { signGroupInfo } from '../../src/group/structures/group-info.ts';
import { signWithLabel } from '../../src/group/suite/labels.ts';
import { decodeRatchetTree } from '../../src/group/tree/ratchet-tree-codec.ts';
import { CryptoError, hmacSha256, ready, utf8 } from '../../src/primitives/index.ts';
import { readMessageHeader } from '../../src/public/index.ts';
import { groupOf, identityOf, newcomer, type TestGroup } from './group-of.ts';
import { hostilePrivate } from './hostile-private.ts';
import { mutated, mutations } from './mutation.ts';

/** REQ-G10: any byte string yields a value or a CryptoError, soon. `FUZZ_RUNS` plays more. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 400);
/** Longer than anything here takes on a busy machine, far shorter than a runaway. */
const slowMs = 2000;

let group: TestGroup;
let sender: GroupState;
let receiver: GroupState;
const corpus = new Map<string, Uint8Array>();
let guest: ReturnType<typeof newcomer>;

beforeAll(async () => {
  await ready();
  group = groupOf(5, 'totality');
  [sender, receiver] = group.states as [GroupState, GroupState];
  const { random } = group;
  guest = newcomer('guest', random);
  const adding = createCommit(sender, {
    proposals: [
      { kind: 'add', keyPackage: guest.keyPackage },
      { kind: 'remove', leaf: 3 },
    ],
    random,
  });
  const identity = identityOf('outside', random);
  const groupInfo = exportGroupInfo(sender);
  corpus.set('key package', guest.keyPackage);
  corpus.set('welcome', adding.welcome as Uint8Array);
  corpus.set('group info', groupInfo);
  corpus.set('private commit', adding.commit);
  corpus.set('public commit', createCommit(sender, { proposals: [], wireFormat: 1, random }).commit);
  corpus.set('external commit', joinExternally({ groupInfo, identity, resync: 4, random }).commit);
  corpus.set('private proposal', createProposal(sender, { kind: 'update' }, { random }).message);
  corpus.set(
    'public proposal',
    createProposal(sender, { kind: 'remove', leaf: 2 }, { wireFormat: 1, random }).message,
  );
  corpus.set('application', encryptMessage(sender, utf8('x'), { paddingBytes: 40, random }).message);
  corpus.set('tree', encodeRatchetTree(sender.tree));
});

/** Everything that reads bytes from a peer. */
function readEveryWay(bytes: Uint8Array): void {
  const { random } = group;
  const { identity } = guest;
  for (const read of [
    () => readMessageHeader(bytes),
    () => parseKeyPackage(bytes),
    () => openMessage(receiver, bytes),
    () => readGroupInfoSummary(bytes),
    () => decodeRatchetTree(bytes).treeHash(),
    () => guest.join(bytes),
    () => joinExternally({ groupInfo: bytes, identity, random }),
    () =>
      joinFromWelcome({
        welcome: corpus.get('welcome') as Uint8Array,
        ratchetTree: bytes,
        keyPackages: [guest],
        signaturePrivateKey: identity.signaturePrivateKey,
      }),
  ])
    settles(read);
}

function settles(read: () => unknown): void {
  const started = performance.now();
  try {
    read();
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
  }
  const took = performance.now() - started;
  if (took > slowMs) throw new Error(`took ${took.toFixed(0)} ms`);
}

describe('REQ-G10 what anybody can send', () => {
  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => readEveryWay(bytes)),
      { numRuns },
    );
  });

  test('any bytes after a right beginning', () => {
    const beginnings = [1, 2, 3, 4, 5].map((wireFormat) => Uint8Array.of(0, 1, 0, wireFormat));
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 200 }), (beginning, rest) =>
        readEveryWay(Uint8Array.of(...beginning, ...rest)),
      ),
      { numRuns },
    );
  });

  test('every kind of message, changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...corpus.keys()), mutations, (name, changes) =>
        readEveryWay(mutated(corpus.get(name) as Uint8Array, changes)),
      ),
      { numRuns },
    );
  });

  test('every kind of message, cut off anywhere', () => {
    for (const bytes of corpus.values())
      for (let length = 0; length < bytes.length; length += 1 + (length >> 5))
        readEveryWay(bytes.subarray(0, length));
  });

  test('what is accepted has one encoding', () => {
    fc.assert(
      fc.property(fc.constantFrom(...corpus.keys()), mutations, (name, changes) => {
        const bytes = mutated(corpus.get(name) as Uint8Array, changes);
        let decoded: ReturnType<typeof decodeMlsMessage>;
        try {
          decoded = decodeMlsMessage(bytes);
        } catch {
          return;
        }
        expect(encodeMlsMessage(decoded)).toEqual(bytes);
      }),
      { numRuns: numRuns * 5 },
    );
  });
});

/** A hostile member's: changed first, then signed and sealed as is right, so that all of it is looked at. */
describe('REQ-G10 what a member can send', () => {
  const bodies = () => {
    const kinds = [
      'private commit',
      'public commit',
      'external commit',
      'private proposal',
      'public proposal',
    ];
    return kinds.map((kind) => bodyOf(kind));
  };

  test('a private message of any content', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bodies()), mutations, (body, changes) => {
        const confirmationTag = body.kind === 'commit' ? new Uint8Array(32) : undefined;
        const plaintext = (right: Uint8Array) => mutated(right, changes);
        const tagged = confirmationTag === undefined ? {} : { confirmationTag };
        const bytes = hostilePrivate(sender, group.random, { body, plaintext, ...tagged });
        settles(() => openMessage(receiver, bytes));
      }),
      { numRuns },
    );
  });

  test('a public message of any content, rightly signed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bodies()), mutations, (body, changes) => {
        const writer = new TlsWriter();
        writeBody(writer, body);
        settles(() => openMessage(receiver, signedAnyway(body, mutated(writer.finish(), changes))));
      }),
      { numRuns },
    );
  });

  test('a GroupInfo with any tree, rightly signed', () => {
    const tree = () => corpus.get('tree') as Uint8Array;
    fc.assert(
      fc.property(mutations, (changes) => {
        settles(() => readGroupInfoSummary(groupInfoWith(mutated(tree(), changes))));
      }),
      { numRuns },
    );
  });
});

function bodyOf(kind: string): MessageBody {
  const decoded = decodeMlsMessage(corpus.get(kind) as Uint8Array);
  if (decoded.kind === 'public') return decoded.message.content.body;
  const commit = createCommit(sender, {
    proposals: [{ kind: 'remove', leaf: 2 }],
    wireFormat: 1,
    random: group.random,
  });
  const update = createProposal(sender, { kind: 'update' }, { wireFormat: 1, random: group.random });
  const open = decodeMlsMessage(kind === 'private commit' ? commit.commit : update.message);
  if (open.kind !== 'public') throw new Error(open.kind);
  return open.message.content.body;
}

/** A public message of the sender whose body is these bytes, whatever they are. */
function signedAnyway(body: MessageBody, bodyBytes: Uint8Array): Uint8Array {
  const { groupId, epoch, context, ownLeaf, signaturePrivateKey, secrets } = sender;
  const from = { kind: 'member', leaf: ownLeaf } as const;
  const fields = { groupId, epoch, sender: from, authenticatedData: new Uint8Array(), body };
  const content = framedContent(fields, bodyBytes);
  const signed = framedContentToBeSigned(1, content, context);
  const auth = new TlsWriter().opaque(signWithLabel(signaturePrivateKey, 'FramedContentTBS', signed));
  if (body.kind === 'commit') auth.opaque(new Uint8Array(32));
  const tag = hmacSha256(secrets.membership, signed, auth.finish());
  const header = new TlsWriter().uint16(1).uint16(1).bytes(content.encoded);
  return header.bytes(auth.finish()).opaque(tag).finish();
}

/** A GroupInfo with this tree, whose hash follows it when it can be read at all. */
function groupInfoWith(tree: Uint8Array): Uint8Array {
  let treeHash: Uint8Array = new Uint8Array(32);
  try {
    treeHash = decodeRatchetTree(tree).treeHash();
  } catch {}
  const context = groupContext({ ...sender.context, treeHash });
  const content = {
    context,
    extensions: [{ type: 2, data: tree }],
    confirmationTag: sender.confirmationTag,
    signer: sender.ownLeaf,
  };
  return encodeMlsMessage({
    kind: 'group-info',
    groupInfo: signGroupInfo(content, sender.signaturePrivateKey),
  });
}
