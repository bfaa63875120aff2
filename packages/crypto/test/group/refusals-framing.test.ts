import { beforeAll, describe, expect, test } from 'vitest';
import { TlsWriter } from '../../src/group/codec/tls-writer.ts';
import { type AuthenticatedContent, signContent } from '../../src/group/framing/authenticated-content.ts';
import { framedContent, type MessageBody, type Sender } from '../../src/group/framing/framed-content.ts';
import { decodeMlsMessage, encodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import { membershipTag } from '../../src/group/framing/public-message.ts';
import {
  createCommit,
  createProposal,
  encryptMessage,
  extensionTypes,
  type GroupState,
  openMessage,
} from '../../src/group/index.ts';
import { requireKeyPackage } from '../../src/group/key-packages.ts';
import { forwardStepsMax, skippedKeysMax } from '../../src/group/ratchets/sender-ratchet.ts';
import { ready, utf8 } from '../../src/primitives/index.ts';
import { groupOf, identityOf, newcomer, type TestGroup } from './group-of.ts';
import { type HostilePrivate, hostilePrivate } from './hostile-private.ts';

/** RFC 9420 sections 6 and 9: what a message must be to be read at all. */

const outsiderSeed = 'external sender';
let group: TestGroup;
let sender: GroupState;
let receiver: GroupState;
beforeAll(async () => {
  await ready();
  const { random } = groupOf(1, outsiderSeed);
  const key = identityOf('somebody outside', random).signaturePublicKey;
  const senders = new TlsWriter().list([key], (item, value) => {
    item.opaque(value).uint16(1).opaque(utf8('somebody outside'));
  });
  group = groupOf(4, 'refused framing', [{ type: extensionTypes.externalSenders, data: senders.finish() }]);
  [sender, receiver] = group.states as [GroupState, GroupState];
});
const outsider = () => identityOf('somebody outside', groupOf(1, outsiderSeed).random);

const flipped = (bytes: Uint8Array, at = 0) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
const read = (bytes: Uint8Array, reader = receiver) => openMessage(reader, bytes);
const application = (text: string): MessageBody => ({ kind: 'application', data: utf8(text) });
const removal: MessageBody = { kind: 'proposal', proposal: { kind: 'remove', leaf: 2 } };

const sealed = (hostile: HostilePrivate) => hostilePrivate(sender, group.random, hostile);

/** A public message of any sender. */
function open(
  body: MessageBody,
  options: {
    readonly from?: Sender;
    readonly signedBy?: Uint8Array;
    readonly tag?: (right: Uint8Array) => Uint8Array;
    readonly sign?: (right: Uint8Array) => Uint8Array;
  } = {},
): Uint8Array {
  const { from = { kind: 'member', leaf: sender.ownLeaf }, signedBy = sender.signaturePrivateKey } = options;
  const { groupId, epoch, context } = sender;
  const content = framedContent({ groupId, epoch, sender: from, authenticatedData: new Uint8Array(), body });
  const right = signContent(1, content, context, signedBy);
  const signature = options.sign?.(right) ?? right;
  const message: AuthenticatedContent = { wireFormat: 1, content, signature, confirmationTag: undefined };
  const tag = membershipTag(message, context, sender.secrets.membership);
  return encodeMlsMessage({
    kind: 'public',
    message: { ...message, membershipTag: from.kind === 'member' ? (options.tag?.(tag) ?? tag) : undefined },
  });
}

test('what is refused below differs from this only by its rule', () => {
  expect(read(sealed({}))).toMatchObject({ kind: 'application', plaintext: utf8('hello') });
  expect(read(sealed({ body: removal }))).toMatchObject({ kind: 'proposal' });
  expect(read(open(removal))).toMatchObject({ kind: 'proposal' });
  const from = { kind: 'external', index: 0 } as const;
  const signedBy = outsider().signaturePrivateKey;
  expect(read(open(removal, { from, signedBy }))).toMatchObject({ kind: 'proposal', sender: from });
});

describe('a private message is refused', () => {
  test('whose padding is not zeros', () => {
    const padded = (byte: number) =>
      sealed({ plaintext: (right) => Uint8Array.of(...right, ...new Uint8Array(20), byte) });
    expect(read(padded(0))).toMatchObject({ kind: 'application' });
    expect(() => read(padded(1))).toThrow('padding is zeros');
  });

  test('whose sender is not in the tree', () => {
    const removed = createCommit(sender, { proposals: [{ kind: 'remove', leaf: 3 }], random: group.random });
    const { secrets, context, secretTree } = removed.next;
    const inNext = (leaf: number) => {
      const before = sender;
      sender = sender.with({ secrets, context, secretTree });
      try {
        return sealed({ leaf });
      } finally {
        sender = before;
      }
    };
    expect(() => read(inNext(3), removed.next.with({ ownLeaf: 1 }))).toThrow('nobody is at that leaf');
    expect(() => read(inNext(77), removed.next.with({ ownLeaf: 1 }))).toThrow('nobody is at that leaf');
  });

  test('that its sender did not sign', () => {
    expect(() => read(sealed({ sign: flipped }))).toThrow('bad-signature');
    expect(() => read(sealed({ leaf: 2 }))).toThrow('bad-signature');
  });

  test('that was changed anywhere', () => {
    const right = encryptMessage(sender, utf8('x'), {
      authenticatedData: utf8('seen'),
      random: group.random,
    });
    for (let at = 0; at < right.message.length; at++) {
      let opened: unknown;
      try {
        opened = read(flipped(right.message, at));
      } catch {
        continue;
      }
      expect(opened).toMatchObject({ kind: 'wrong-epoch' });
    }
  });

  test('that comes again', () => {
    const message = sealed({ generation: 3 });
    const opened = read(message);
    if (opened.kind !== 'application') throw new Error(opened.kind);
    expect(read(message, opened.state)).toEqual({ kind: 'duplicate' });
    expect(read(sealed({ generation: 1 }), opened.state)).toMatchObject({ kind: 'application' });
  });

  test('that skips more than may be skipped', () => {
    expect(read(sealed({ generation: forwardStepsMax }))).toMatchObject({ kind: 'application' });
    expect(() => read(sealed({ generation: forwardStepsMax + 1 }))).toThrow('generation-too-far');
    expect(() => read(sealed({ generation: 0xffff_ffff }))).toThrow('generation-too-far');
  });

  test('whose key is no longer kept', () => {
    const far = read(sealed({ generation: skippedKeysMax + 10 }));
    if (far.kind !== 'application') throw new Error(far.kind);
    expect(read(sealed({ generation: 9 }), far.state)).toEqual({ kind: 'duplicate' });
    expect(read(sealed({ generation: 10 }), far.state)).toMatchObject({ kind: 'application' });
  });

  test('that is of the reader itself', () => {
    expect(openMessage(sender, sealed({}))).toEqual({ kind: 'own' });
  });
});

describe('a public message is refused', () => {
  test('that holds application data', () => {
    expect(() => read(open(application('for all to see')))).toThrow('application data in clear');
  });

  test('without the right membership tag', () => {
    expect(() => read(open(removal, { tag: flipped }))).toThrow('membership tag');
    expect(() => read(open(removal, { tag: () => new Uint8Array() }))).toThrow('membership tag');
  });

  test('that its sender did not sign', () => {
    expect(() => read(open(removal, { sign: flipped }))).toThrow('bad-signature');
    expect(() => read(open(removal, { from: { kind: 'member', leaf: 2 } }))).toThrow('bad-signature');
    expect(() => read(open(removal, { from: { kind: 'member', leaf: 9 } }))).toThrow(
      'nobody is at that leaf',
    );
  });
});

describe('somebody outside is refused', () => {
  const from = { kind: 'external', index: 0 } as const;
  const signed = () => ({ from, signedBy: outsider().signaturePrivateKey });

  test('whom the group does not name', () => {
    expect(() => read(open(removal, { ...signed(), from: { kind: 'external', index: 1 } }))).toThrow(
      'unknown-sender',
    );
    const unnamed = groupOf(2, 'no senders').states as [GroupState, GroupState];
    const { groupId, context } = unnamed[0];
    expect(() =>
      read(
        open(removal, signed()),
        receiver.with({ context: { ...context, groupId: receiver.groupId, epoch: receiver.epoch } }),
      ),
    ).toThrow('unknown-sender');
    expect(groupId).not.toEqual(receiver.groupId);
  });

  test('that did not sign', () => {
    expect(() => read(open(removal, { from }))).toThrow('bad-signature');
  });

  test('that proposes what only a member may', () => {
    const update = createProposal(receiver, { kind: 'update' }, { random: group.random });
    const heard = openMessage(sender, update.message);
    if (heard.kind !== 'proposal') throw new Error(heard.kind);
    expect(() => read(open({ kind: 'proposal', proposal: heard.proposal }, signed()))).toThrow(
      'by somebody outside',
    );
    const init = { kind: 'external-init', kemOutput: group.random(32) } as const;
    expect(() => read(open({ kind: 'proposal', proposal: init }, signed()))).toThrow(
      'external init on its own',
    );
  });

  test('that commits', () => {
    const commit: MessageBody = { kind: 'commit', commit: { proposals: [], path: undefined } };
    const content = { ...signed() };
    const message = open(removal, content);
    expect(read(message)).toMatchObject({ kind: 'proposal' });
    expect(() => read(withConfirmation(commit, content))).toThrow('not for this kind of sender');
  });

  test('that proposes itself under the key of another', () => {
    const keyPackage = requireKeyPackage(newcomer('new', group.random).keyPackage);
    const other = identityOf('other', group.random).signaturePrivateKey;
    const body: MessageBody = { kind: 'proposal', proposal: { kind: 'add', keyPackage } };
    const itself = { kind: 'new-member-proposal' } as const;
    expect(() => read(open(body, { from: itself, signedBy: other }))).toThrow('bad-signature');
    expect(() => read(open(removal, { from: itself, signedBy: other }))).toThrow(
      'not for this kind of sender',
    );
  });

  function withConfirmation(body: MessageBody, options: { from: Sender; signedBy: Uint8Array }): Uint8Array {
    const { groupId, epoch, context } = sender;
    const content = framedContent({
      groupId,
      epoch,
      sender: options.from,
      authenticatedData: new Uint8Array(),
      body,
    });
    const signature = signContent(1, content, context, options.signedBy);
    const message = {
      wireFormat: 1,
      content,
      signature,
      confirmationTag: new Uint8Array(32),
      membershipTag: undefined,
    };
    return encodeMlsMessage({ kind: 'public', message });
  }
});

describe('a proposal is refused on arrival', () => {
  test.each([
    ['that removes nobody', { kind: 'remove', leaf: 40 }, 'nobody is there'],
    [
      'that is an external init',
      { kind: 'external-init', kemOutput: new Uint8Array(32) },
      'external init on its own',
    ],
  ] as const)('%s', (_, proposal, why) => {
    expect(() => read(open({ kind: 'proposal', proposal }))).toThrow(why);
  });
});

describe('a message is not for this reader', () => {
  test('of another group', () => {
    const other = groupOf(2, 'another group').states[0] as GroupState;
    const { message } = encryptMessage(other, utf8('x'), { random: group.random });
    expect(() => read(message)).toThrow('wrong-group');
  });

  test('of another epoch', () => {
    const { next } = createCommit(sender, { proposals: [], random: group.random });
    const { message } = encryptMessage(next, utf8('x'), { random: group.random });
    expect(read(message)).toEqual({ kind: 'wrong-epoch', epoch: next.epoch });
  });

  test('of another version or wire format', () => {
    const { message } = encryptMessage(sender, utf8('x'), { random: group.random });
    expect(() => read(flipped(message, 1))).toThrow('unsupported-version');
    expect(() => decodeMlsMessage(Uint8Array.of(0, 1, 0, 9))).toThrow('an unknown wire format');
    expect(() => read(newcomer('x', group.random).keyPackage)).toThrow('not a message of a group');
  });
});
