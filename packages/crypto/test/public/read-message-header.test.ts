import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCommit } from '../../src/group/create-commit.ts';
import { createGroup } from '../../src/group/create-group.ts';
import { createProposal } from '../../src/group/create-proposal.ts';
import { encryptMessage } from '../../src/group/encrypt-message.ts';
import { wireFormats } from '../../src/group/framing/authenticated-content.ts';
import { joinExternally } from '../../src/group/join-externally.ts';
import { exportGroupInfo } from '../../src/group/state/group-info-of.ts';
import { ed25519KeyPair, ready, utf8 } from '../../src/primitives/index.ts';
import { CryptoError, readMessageHeader } from '../../src/public/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';

await ready();
const random = deterministicRandom('message headers');
const groupId = random(16);

function identity() {
  const seed = random(32);
  return {
    credential: utf8('somebody'),
    signaturePrivateKey: seed,
    signaturePublicKey: ed25519KeyPair(seed).publicKey,
  };
}

const state = createGroup({ suite: 1, groupId, identity: identity(), extensions: [], random });
const later = createCommit(state, { proposals: [], random }).next;
const authenticatedData = random(300);
const sent = {
  application: encryptMessage(later, utf8('hello'), { authenticatedData, random }).message,
  proposal: createProposal(later, { kind: 'update' }, { random }).message,
  commit: createCommit(later, { proposals: [], random }).commit,
};

describe('what stands in clear at the head of a message', () => {
  test.each(['application', 'proposal', 'commit'] as const)('of a private %s', (contentType) => {
    const header = { wireFormat: 'private', groupId, epoch: 1n, contentType };
    expect(readMessageHeader(sent[contentType])).toEqual(header);
  });

  test('of a public commit by a member, behind its authenticated data', () => {
    const wireFormat = wireFormats.public;
    const { commit } = createCommit(later, { proposals: [], wireFormat, authenticatedData, random });
    const header = { wireFormat: 'public', groupId, epoch: 1n, contentType: 'commit', sender: 'member' };
    expect(readMessageHeader(commit)).toEqual(header);
  });

  test('of a commit by which somebody joins from outside', () => {
    const { commit } = joinExternally({
      groupInfo: exportGroupInfo(later),
      identity: identity(),
      random,
    });
    const header = {
      wireFormat: 'public',
      groupId,
      epoch: 1n,
      contentType: 'commit',
      sender: 'new-member-commit',
    };
    expect(readMessageHeader(commit)).toEqual(header);
  });

  test('of the other senders', () => {
    const from = (...sender: number[]) =>
      Uint8Array.of(0, 1, 0, 1, 1, 7, 0, 0, 0, 0, 0, 0, 0, 9, ...sender, 0, 2);
    const header = {
      wireFormat: 'public',
      groupId: Uint8Array.of(7),
      epoch: 9n,
      contentType: 'proposal',
    };
    expect(readMessageHeader(from(2, 0, 0, 0, 3))).toEqual({ ...header, sender: 'external' });
    expect(readMessageHeader(from(3))).toEqual({ ...header, sender: 'new-member-proposal' });
  });

  test('an epoch is read whole', () => {
    const bytes = Uint8Array.of(0, 1, 0, 2, 0, 255, 255, 255, 255, 255, 255, 255, 255, 1);
    expect(readMessageHeader(bytes).epoch).toBe(2n ** 64n - 1n);
  });
});

describe('anything else is refused', () => {
  const head = [0, 1, 0, 2, 1, 7, 0, 0, 0, 0, 0, 0, 0, 9, 1];
  const changed = (at: number, ...bytes: number[]) =>
    Uint8Array.from(head.toSpliced(at, bytes.length, ...bytes));

  test('the head that is changed below is one', () => {
    expect(readMessageHeader(changed(0)).contentType).toBe('application');
  });

  test.each([
    ['another version of MLS', changed(1, 2), 'unsupported-version'],
    ['a Welcome', changed(3, 3), 'bad-encoding'],
    ['a GroupInfo', changed(3, 4), 'bad-encoding'],
    ['a KeyPackage', changed(3, 5), 'bad-encoding'],
    ['no wire format at all', changed(3, 0), 'bad-encoding'],
    ['a group id that is longer than the message', changed(4, 63), 'bad-encoding'],
    ['a length not in its fewest bytes', Uint8Array.from(head.toSpliced(4, 1, 0x40, 1)), 'bad-encoding'],
    ['a length with an unknown prefix', changed(4, 0xc0), 'bad-encoding'],
    ['an unknown content type', changed(14, 4), 'bad-encoding'],
    ['a sender of no kind', Uint8Array.of(0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 3), 'bad-encoding'],
    ['nothing', new Uint8Array(), 'bad-encoding'],
  ])('%s', (_what, bytes, code) => {
    expect(() => readMessageHeader(bytes)).toThrow(expect.objectContaining({ code }));
  });

  test('a message cut off inside its head', () => {
    for (let length = 0; length < 4 + 1 + groupId.length + 8 + 1; length++)
      expect(() => readMessageHeader(sent.commit.slice(0, length))).toThrow(CryptoError);
  });

  test('any bytes yield a header or a typed refusal', () => {
    const start = fc.constantFrom([], [0, 1], [0, 1, 0, 1], [0, 1, 0, 2], [0, 1, 0, 2, 16]);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 80 }), (prefix, rest) => {
        try {
          readMessageHeader(Uint8Array.of(...prefix, ...rest));
        } catch (error) {
          expect(error).toBeInstanceOf(CryptoError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
