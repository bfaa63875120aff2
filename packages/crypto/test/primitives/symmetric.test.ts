import { createCipheriv, createDecipheriv } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  argon2id,
  concatBytes,
  constantTimeEqual,
  decryptAesCbc,
  encryptAesCbc,
  hkdfSha256,
  hkdfSha512,
  ready,
  sha3,
  shake256,
  toHex,
  uint32,
  uint64,
  utf8,
  wipe,
} from '../../src/primitives/index.ts';

beforeAll(ready);

const code = (expected: string) => expect.objectContaining({ code: expected });
const key = new Uint8Array(32).fill(7);
const iv = new Uint8Array(16).fill(9);

describe('AES-256-CBC', () => {
  test('agrees with a second implementation, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (plaintext) => {
        const cipher = createCipheriv('aes-256-cbc', key, iv);
        const expected = Buffer.concat([cipher.update(plaintext), cipher.final()]);
        const ciphertext = encryptAesCbc(key, iv, plaintext);
        expect(toHex(ciphertext)).toBe(expected.toString('hex'));
        expect(decryptAesCbc(key, iv, ciphertext)).toEqual(plaintext);
        const decipher = createDecipheriv('aes-256-cbc', key, iv);
        expect(Buffer.concat([decipher.update(ciphertext), decipher.final()]).equals(plaintext)).toBe(true);
      }),
    );
  });

  test('refuses other lengths and other padding', () => {
    expect(() => encryptAesCbc(new Uint8Array(16), iv, key)).toThrow(code('bad-length'));
    for (const length of [0, 15, 17])
      expect(() => decryptAesCbc(key, iv, new Uint8Array(length))).toThrow(code('bad-encoding'));
    const ciphertext = encryptAesCbc(key, iv, utf8('padded'));
    const other = Uint8Array.from(iv);
    other[15] = (other[15] as number) ^ 0xff;
    expect(() => decryptAesCbc(key, other, ciphertext)).toThrow(code('bad-encoding'));
  });
});

describe('derivation', () => {
  test('gives no more than the standard allows', () => {
    expect(hkdfSha256(iv, key, iv, 8160).length).toBe(8160);
    expect(() => hkdfSha256(iv, key, iv, 8161)).toThrow(code('out-of-range'));
    expect(() => hkdfSha512(iv, key, iv, 16_321)).toThrow(code('out-of-range'));
  });

  test('Argon2id refuses what the standard does not allow', async () => {
    const parameters = { memoryKiB: 32, passes: 1, lanes: 1 };
    const refusal = (...change: Parameters<typeof argon2id>) =>
      argon2id(...change).catch((error) => error.code);
    expect(await refusal(new Uint8Array(), iv, parameters, 32)).toBe('bad-length');
    expect(await refusal(key, new Uint8Array(7), parameters, 32)).toBe('bad-length');
    expect(await refusal(key, iv, { ...parameters, memoryKiB: 7 }, 32)).toBe('out-of-range');
    expect(await refusal(key, iv, { ...parameters, passes: 0 }, 32)).toBe('out-of-range');
    expect((await argon2id(key, iv, parameters, 40)).length).toBe(40);
  });

  test('SHA-3 and SHAKE256 of nothing', () => {
    expect(toHex(sha3(new Uint8Array()))).toBe(
      'a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a',
    );
    expect(toHex(shake256(new Uint8Array(), 16))).toBe('46b9dd2b0ba88d13233b3feb743eeb24');
  });
});

describe('bytes', () => {
  test('are equal when they are', () => {
    const bytes = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(constantTimeEqual(a, b)).toBe(toHex(a) === toHex(b));
        expect(constantTimeEqual(a, a.slice())).toBe(true);
      }),
    );
  });

  test('are joined, counted and wiped', () => {
    expect(toHex(concatBytes(uint32(0xfffefdfc), uint64(2 ** 53 - 1)))).toBe('fffefdfc001fffffffffffff');
    const secret = utf8('secret');
    wipe(secret);
    expect(secret).toEqual(new Uint8Array(6));
  });
});
