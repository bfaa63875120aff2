import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeSessionRecord, encodeSessionRecord } from '../../src/direct/index.ts';
import { CryptoError, ready } from '../../src/primitives/index.ts';
import { conversation, resultOf, textOf } from './device.ts';

beforeAll(ready);

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'vectors', 'direct');

/**
 * Records written by earlier versions of this code, with what must still be possible with them. A change of
 * the format adds a file and never edits one (`test/direct/write-fixture.ts` writes it).
 */
type Fixture = {
  readonly format: number;
  readonly cases: readonly {
    readonly name: string;
    readonly record: string;
    readonly peer_identity: string;
    readonly local_identity: string;
    readonly local_private: string;
    readonly receives: readonly { readonly ciphertext: string; readonly outcome: string }[];
  }[];
};

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', (name) => {
  const fixture = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Fixture;

  test.each(fixture.cases)('$name: still loads and still reads', (stored) => {
    const { alice, bob } = conversation();
    bob.record = decodeSessionRecord(bytes(stored.record));
    for (const { ciphertext, outcome } of stored.receives) {
      const result = bob.look(alice, bytes(ciphertext), {
        local: {
          privateKey: bytes(stored.local_private),
          publicKey: bytes(stored.local_identity),
          registrationId: 1,
        },
        remoteIdentity: bytes(stored.peer_identity),
      });
      expect(result.kind === 'plaintext' ? textOf(result) : resultOf(result)).toBe(outcome);
      if (result.kind === 'plaintext') bob.record = result.record;
    }
  });

  test.each(fixture.cases)('$name: is written as it was read', (stored) => {
    const record = decodeSessionRecord(bytes(stored.record));
    expect(Buffer.from(encodeSessionRecord(record)).toString('hex')).toBe(stored.record);
  });
});

describe('a record that is stored', () => {
  test('comes back as it was, in every state a session can be in', () => {
    const { alice, bob } = conversation();
    alice.initiate(bob);
    alice.send('pending');
    alice.close();
    alice.initiate(bob);
    for (let i = 0; i < 5; i++) bob.send('skipped');
    alice.read(bob, bob.send('x'));
    expect(decodeSessionRecord(alice.stored())).toEqual(alice.record);
    expect(decodeSessionRecord(bob.stored())).toEqual(bob.record);
  });

  test('shares no buffer with the bytes it was read from', () => {
    const { alice } = conversation();
    const stored = alice.stored();
    const record = decodeSessionRecord(stored);
    stored.fill(0);
    expect(record).toEqual(alice.record);
  });

  test.each([
    [
      'another version',
      (stored: Uint8Array) => Uint8Array.from([2, ...stored.slice(1)]),
      'unsupported-version',
    ],
    ['no bytes', () => new Uint8Array(), 'bad-encoding'],
    ['a truncated one', (stored: Uint8Array) => stored.slice(0, -1), 'bad-encoding'],
    ['one with more behind', (stored: Uint8Array) => Uint8Array.from([...stored, 0x0a]), 'bad-encoding'],
  ])('%s is refused', (_, change, code) => {
    const { alice } = conversation();
    expect(() => decodeSessionRecord(change(alice.stored()))).toThrow(
      expect.objectContaining({ code, name: CryptoError.name }),
    );
  });
});
