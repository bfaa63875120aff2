import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { deterministicRandom } from '../../test/deterministic-random.ts';
import { CryptoError, ready, toHex, utf8 } from '../primitives/index.ts';
import { open, seal } from './index.ts';

beforeAll(ready);

const random = deterministicRandom('sealed');
const key = random(32);
const context = utf8('context');
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('a sealed box', () => {
  test('gives back what was put in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.uint8Array({ maxLength: 50 }), (secret, about) => {
        expect(open(key, seal(key, secret, about, random), about)).toEqual(secret);
      }),
    );
  });

  test('opens only under its key and for its context', () => {
    const box = seal(key, utf8('secret'), context, random);
    expect(() => open(random(32), box, context)).toThrow(code('authentication-failed'));
    expect(() => open(key, box, utf8('other'))).toThrow(code('authentication-failed'));
  });

  test('is refused when any bit is another', () => {
    const box = seal(key, utf8('secret'), context, random);
    for (let i = 0; i < box.length * 8; i++) {
      const altered = Uint8Array.from(box);
      altered[i >> 3] = (altered[i >> 3] as number) ^ (1 << (i & 7));
      expect(() => open(key, altered, context)).toThrow(CryptoError);
    }
  });

  test('is refused, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => open(key, bytes, context)).toThrow(CryptoError);
      }),
    );
    expect(() => open(key, new Uint8Array(), context)).toThrow(code('bad-encoding'));
  });

  test('commits to its key: with the commitment of another key it does not even try', () => {
    const [mine, theirs] = [
      seal(key, utf8('a'), context, random),
      seal(random(32), utf8('a'), context, random),
    ];
    const mixed = Uint8Array.from(mine);
    mixed.set(theirs.slice(25, 57), 25);
    expect(() => open(key, mixed, context)).toThrow(/another key/);
  });

  test('never has the same nonce twice, and takes no short one', () => {
    const nonces = Array.from({ length: 50 }, () => toHex(seal(key, context, context, random).slice(1, 25)));
    expect(new Set(nonces).size).toBe(50);
    expect(() => seal(key, context, context, () => new Uint8Array(23))).toThrow(code('bad-length'));
    expect(() => seal(new Uint8Array(16), context, context, random)).toThrow(code('bad-length'));
  });
});
