import { beforeAll, describe, expect, test } from 'vitest';
import { encode } from '../../src/group/codec/tls-writer.ts';
import { decodeMlsMessage, encodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import {
  encodeRatchetTree,
  exportGroupInfo,
  type GroupState,
  joinExternally,
  joinFromWelcome,
  readGroupInfoSummary,
} from '../../src/group/index.ts';
import { extensionTypes } from '../../src/group/structures/extension.ts';
import { type GroupInfoContent, signGroupInfo } from '../../src/group/structures/group-info.ts';
import type { Welcome } from '../../src/group/structures/welcome.ts';
import { ready } from '../../src/primitives/index.ts';
import { groupOf, identityOf, newcomer, type TestGroup } from './group-of.ts';
import { type HostileWelcome, hostileWelcome } from './hostile-welcome.ts';

/** RFC 9420 section 12.4.3: which invitations and GroupInfos lead nowhere. */

let group: TestGroup;
let host: GroupState;
beforeAll(async () => {
  await ready();
  group = groupOf(5, 'refused welcomes');
  [host] = group.states as [GroupState];
});

const joining = (hostile: HostileWelcome) => () => hostileWelcome(group, hostile).join();
const flipped = (bytes: Uint8Array, at = 0) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
const without = (content: GroupInfoContent, type: number) =>
  content.extensions.filter((extension) => extension.type !== type);

/** A right GroupInfo, changed before it is signed. */
function groupInfo(change: (right: GroupInfoContent) => Partial<GroupInfoContent>): Uint8Array {
  const decoded = decodeMlsMessage(exportGroupInfo(host));
  if (decoded.kind !== 'group-info') throw new Error(decoded.kind);
  const content = { ...decoded.groupInfo, ...change(decoded.groupInfo) };
  return encodeMlsMessage({
    kind: 'group-info',
    groupInfo: signGroupInfo(content, host.signaturePrivateKey),
  });
}

test('what is refused below differs from this only by its rule', () => {
  expect(hostileWelcome(group).join().state.epoch).toBe(host.epoch + 1n);
  expect(readGroupInfoSummary(groupInfo(() => ({}))).members).toHaveLength(5);
});

describe('a Welcome is refused', () => {
  test('whose tree is not the one of the context', () => {
    expect(joining({ context: (right) => ({ ...right, treeHash: group.random(32) }) })).toThrow('tree hash');
  });

  test('without a tree, or with another beside it', () => {
    const made = hostileWelcome(group, { withTree: false });
    expect(() => made.join()).toThrow('there is no tree');
    expect(() => made.join({ ratchetTree: encodeRatchetTree(host.tree) })).toThrow('tree hash');
  });

  test('that does not hold its reader', () => {
    expect(joining({ added: false })).toThrow('this member is not in the tree');
  });

  test('of a suite other than that of the group inside', () => {
    expect(joining({ context: (right) => ({ ...right, cipherSuite: 3 }) })).toThrow(
      'not the suite announced',
    );
  });

  test('of a suite other than that of the key package', () => {
    const { welcome, held } = hostileWelcome(group);
    const decoded = decodeMlsMessage(welcome);
    if (decoded.kind !== 'welcome') throw new Error(decoded.kind);
    const other: Welcome = { ...decoded.welcome, cipherSuite: 3 };
    const join = () =>
      joinFromWelcome({
        welcome: encodeMlsMessage({ kind: 'welcome', welcome: other }),
        keyPackages: [held],
        signaturePrivateKey: host.signaturePrivateKey,
      });
    expect(join).toThrow('another suite');
  });

  test('signed by nobody, or by somebody else', () => {
    expect(joining({ signer: 7 })).toThrow('nobody signed');
    expect(joining({ signer: 2 })).toThrow('bad-signature: GroupInfo');
    expect(joining({ signaturePrivateKey: group.random(32) })).toThrow('bad-signature: GroupInfo');
  });

  test('with another confirmation tag', () => {
    expect(joining({ confirmationTag: flipped })).toThrow('confirmation tag');
  });

  test('with a joiner secret or path secret of another length', () => {
    expect(joining({ joinerSecret: group.random(31) })).toThrow('bad-length: joiner secret');
    expect(joining({ pathSecret: group.random(31) })).toThrow('bad-length: path secret');
  });

  test('with a path secret that leads to other keys', () => {
    expect(joining({ pathSecret: group.random(32) })).toThrow('a key nobody can use');
  });

  test('with a pre-shared key its reader does not hold', () => {
    const psks = [{ kind: 'external', id: Uint8Array.of(1), nonce: group.random(32) } as const];
    expect(joining({ psks })).toThrow('unknown-psk');
  });

  test('for somebody else', () => {
    const { welcome } = hostileWelcome(group);
    const other = newcomer('other', group.random);
    expect(() => other.join(welcome)).toThrow('not-addressed');
  });

  test('opened with the secrets of another key package', () => {
    const { welcome, held } = hostileWelcome(group);
    const { privateKeys, identity } = newcomer('other', group.random);
    const join = () =>
      joinFromWelcome({
        welcome,
        keyPackages: [{ ...held, privateKeys }],
        signaturePrivateKey: identity.signaturePrivateKey,
      });
    expect(join).toThrow('authentication-failed');
  });

  test('that is none', () => {
    const join = (welcome: Uint8Array) => () =>
      joinFromWelcome({ welcome, keyPackages: [], signaturePrivateKey: host.signaturePrivateKey });
    expect(join(exportGroupInfo(host))).toThrow('not a Welcome');
    expect(join(hostileWelcome(group).welcome)).toThrow('not-addressed');
  });
});

describe('a GroupInfo is refused', () => {
  test('whose signature is of another', () => {
    expect(() => readGroupInfoSummary(groupInfo(() => ({ signer: 1 })))).toThrow('bad-signature: GroupInfo');
    const bytes = exportGroupInfo(host);
    expect(() => readGroupInfoSummary(flipped(bytes, bytes.length - 1))).toThrow('bad-signature: GroupInfo');
  });

  test('that names a suite nobody knows', () => {
    const context = { ...host.context, cipherSuite: 0x7777 };
    const encoded = flipped(flipped(host.context.encoded, 2), 3);
    expect(() => readGroupInfoSummary(groupInfo(() => ({ context: { ...context, encoded } })))).toThrow(
      'unsupported-suite',
    );
  });

  test('without a tree, or without the key to join by', () => {
    const identity = identityOf('outside', group.random);
    const join = (bytes: Uint8Array) => () =>
      joinExternally({ groupInfo: bytes, identity, random: group.random });
    const treeless = groupInfo((right) => ({ extensions: without(right, extensionTypes.ratchetTree) }));
    expect(join(treeless)).toThrow('there is no tree');
    const keyless = groupInfo((right) => ({ extensions: without(right, extensionTypes.externalPub) }));
    expect(join(keyless)).toThrow('nobody can join by this GroupInfo');
    const data = encode((writer, key: Uint8Array) => writer.opaque(key), new Uint8Array(31).fill(1));
    const short = groupInfo((right) => ({
      extensions: [...without(right, extensionTypes.externalPub), { type: extensionTypes.externalPub, data }],
    }));
    expect(join(short)).toThrow('bad-length: external key');
    expect(join(newcomer('x', group.random).keyPackage)).toThrow('not a GroupInfo');
  });

  test('that holds an extension twice', () => {
    const twice = groupInfo((right) => ({ extensions: [...right.extensions, ...right.extensions] }));
    expect(() => readGroupInfoSummary(twice)).toThrow('an extension stands twice');
  });
});
