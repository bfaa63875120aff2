import { beforeAll, expect, test } from 'vitest';
import { decode, type TlsReader } from '../../src/group/codec/tls-reader.ts';
import { readFramedContent } from '../../src/group/framing/framed-content.ts';
import { changedRecords, type GroupState, loadGroup, parseKeyPackage } from '../../src/group/index.ts';
import { stepRatchet } from '../../src/group/ratchets/sender-ratchet.ts';
import { readCommit } from '../../src/group/structures/commit.ts';
import { readCredential } from '../../src/group/structures/credential.ts';
import { readPreSharedKeyId } from '../../src/group/structures/pre-shared-key-id.ts';
import { readProposal } from '../../src/group/structures/proposal.ts';
import { ready } from '../../src/primitives/index.ts';
import { groupOf, newcomer } from './group-of.ts';

/** What nobody has defined is refused by name, because nothing after it could be read. */

let state: GroupState;
beforeAll(async () => {
  await ready();
  state = groupOf(3, 'unknown codes').states[0] as GroupState;
});

const zeros = (count: number) => new Array<number>(count).fill(0);

test.each<[string, number[], (reader: TlsReader) => unknown, string]>([
  ['kind of sender', [0, ...zeros(8), 5], readFramedContent, 'an unknown kind of sender'],
  ['content type', [0, ...zeros(8), 4, 0, 9], readFramedContent, 'an unknown content type'],
  ['entry of a commit', [1, 3], readCommit, 'neither a proposal nor a reference'],
  ['proposal type', [0, 8], readProposal, 'an unknown proposal type'],
  ['credential type', [0, 9], readCredential, 'an unknown credential type'],
  ['kind of pre-shared key', [3], readPreSharedKeyId, 'an unknown kind of pre-shared key'],
  ['use of a resumption key', [2, 4], readPreSharedKeyId, 'an unknown use'],
  ['use of a resumption key', [2, 0], readPreSharedKeyId, 'an unknown use'],
])('an unknown %s %j', (_, bytes, read, why) => {
  expect(() => decode(read, Uint8Array.from(bytes))).toThrow(why);
});

test('an unknown source of a leaf', () => {
  const { keyPackage } = newcomer('new', groupOf(1, 'source').random);
  const source = Buffer.from(keyPackage).indexOf(Uint8Array.of(1, ...zeros(8)));
  expect(source).toBeGreaterThan(0);
  expect(() => parseKeyPackage(keyPackage.map((byte, i) => (i === source ? 9 : byte)))).toThrow(
    'an unknown source of a leaf',
  );
});

test('a message that is no key package', () => {
  expect(() => parseKeyPackage(Uint8Array.of(0, 1, 0, 3, 0, 1, 0, 0))).toThrow('not a key package');
});

test('a ratchet does not run past its end', () => {
  const ratchet = { generation: 0xffff_ffff, secret: new Uint8Array(32), skipped: [] };
  expect(() => stepRatchet(state.suite, ratchet)).toThrow('the ratchet is at its end');
  expect(stepRatchet(state.suite, { ...ratchet, generation: 0xffff_fffe }).generation).toBe(0xffff_fffe);
});

test('records of another format, or not all of them', () => {
  const records = changedRecords(undefined, state).map(
    ({ key, value }) => [key, value as Uint8Array] as const,
  );
  const changed = (at: number, value: number) =>
    records.map(([key, bytes]) =>
      key === 'epoch'
        ? ([key, bytes.map((byte, i) => (i === at ? value : byte))] as const)
        : ([key, bytes] as const),
    );
  expect(loadGroup(records).epoch).toBe(state.epoch);
  expect(() => loadGroup(changed(0, 99))).toThrow('unsupported-version');
  expect(() => loadGroup(changed(8, 3))).toThrow('a width that no tree has');
  expect(() => loadGroup(changed(5, 1))).toThrow('a width that no tree has');
  for (const missing of records.map(([key]) => key)) {
    if (!/^(epoch|secret|ratchet)/.test(missing)) continue;
    expect(() => loadGroup(records.filter(([key]) => key !== missing))).toThrow('bad-encoding');
  }
});
