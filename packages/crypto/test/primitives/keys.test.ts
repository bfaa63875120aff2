import { x25519 as nobleX25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  decapsulateKyber1024,
  decodeCurveKey,
  decodeKemKey,
  encapsulateKyber1024,
  encodeCurveKey,
  generateKyber1024,
  generateX25519,
  isCurveKey,
  isEd25519Key,
  isKemKey,
  mlKem768,
  ready,
  signXeddsa,
  toHex,
  verifyXeddsa,
  x25519,
  x25519PublicKey,
} from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';

beforeAll(ready);

const random = deterministicRandom('keys');
const code = (expected: string) => expect.objectContaining({ code: expected });
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** Little-endian, 32 bytes. */
const littleEndian = (value: bigint) =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
const p = 2n ** 255n - 19n;
/** The coordinates of small order, from the curve's equation and not from our table. */
const orderEight = [
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
];
const smallOrder = [0n, 1n, p - 1n, ...orderEight];

describe('REQ-S2: a curve key', () => {
  test.each(smallOrder)('of small order is refused: %s', (u) => {
    const key = littleEndian(u);
    expect(() => x25519(random(32), key)).toThrow(code('weak-key'));
    expect(() => decodeCurveKey(encodeCurveKey(key))).toThrow(code('weak-key'));
    expect(isCurveKey(encodeCurveKey(key))).toBe(false);
  });

  test.each([p, p + 1n, p + 2n, 2n ** 255n - 1n, 2n ** 255n, 2n ** 255n + 9n, 2n ** 256n - 1n])(
    'that is not canonical is refused: %s',
    (u) => {
      expect(() => decodeCurveKey(encodeCurveKey(littleEndian(u)))).toThrow(code('bad-encoding'));
    },
  );

  test('below the prime and of large order is taken', () => {
    for (const u of [2n, 9n, p - 2n]) expect(isCurveKey(encodeCurveKey(littleEndian(u)))).toBe(true);
  });

  test('has one type and one length (REQ-S1)', () => {
    const encoded = encodeCurveKey(generateX25519(random).publicKey);
    expect(decodeCurveKey(encoded)).toEqual(encoded.slice(1));
    for (const type of [0, 4, 6, 8, 255])
      expect(() => decodeCurveKey(Uint8Array.from([type, ...encoded.slice(1)]))).toThrow(
        code('bad-encoding'),
      );
    for (const length of [0, 32, 34, 1569])
      expect(() => decodeCurveKey(new Uint8Array(length).fill(5))).toThrow(code('bad-length'));
  });
});

describe('REQ-S2: a KEM key', () => {
  test('has one type and one length (REQ-S1)', () => {
    const { publicKey } = generateKyber1024(random);
    expect(isKemKey(publicKey)).toBe(true);
    expect(decodeKemKey(publicKey)).toEqual(publicKey.slice(1));
    expect(() => decodeKemKey(Uint8Array.from([5, ...publicKey.slice(1)]))).toThrow(code('bad-encoding'));
    expect(() => decodeKemKey(publicKey.slice(0, -1))).toThrow(code('bad-length'));
  });

  test('with a coefficient of 3329 or more is refused, in every place', () => {
    const { publicKey } = generateKyber1024(random);
    for (const at of [1, 2, 600, 1534]) {
      const altered = Uint8Array.from(publicKey);
      altered.fill(0xff, at, at + 2);
      expect(isKemKey(altered)).toBe(false);
      expect(() => encapsulateKyber1024(altered, random)).toThrow(code('weak-key'));
    }
  });
});

describe('X25519', () => {
  test('agrees with a second implementation', () => {
    fc.assert(
      fc.property(bytes32, bytes32, (a, b) => {
        const publicKey = x25519PublicKey(b);
        expect(publicKey).toEqual(nobleX25519.getPublicKey(b));
        expect(x25519(a, publicKey)).toEqual(nobleX25519.getSharedSecret(a, publicKey));
      }),
      { numRuns: 20 },
    );
  });

  test('makes clamped private keys', () => {
    const { privateKey } = generateX25519(() => new Uint8Array(32).fill(0xff));
    expect([privateKey[0], privateKey[31]]).toEqual([248, 127]);
    expect(() => generateX25519(() => new Uint8Array(31))).toThrow(code('bad-length'));
  });
});

describe('XEdDSA', () => {
  test('verifies what was signed, and nothing else', () => {
    fc.assert(
      fc.property(bytes32, fc.uint8Array({ maxLength: 100 }), (seed, message) => {
        const { privateKey, publicKey } = generateX25519(() => seed);
        const signature = signXeddsa(privateKey, message, random(64));
        expect(verifyXeddsa(publicKey, message, signature)).toBe(true);
        expect((signature[63] as number) & 0x80).toBe(0);
        expect(verifyXeddsa(publicKey, Uint8Array.from([...message, 0]), signature)).toBe(false);
        expect(verifyXeddsa(generateX25519(random).publicKey, message, signature)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  test('is randomised', () => {
    const { privateKey } = generateX25519(random);
    const sign = () => toHex(signXeddsa(privateKey, new Uint8Array(3), random(64)));
    expect(sign()).not.toBe(sign());
    expect(() => signXeddsa(privateKey, new Uint8Array(), new Uint8Array(32))).toThrow(code('bad-length'));
  });

  test('is refused for any bytes', () => {
    const { publicKey } = generateX25519(random);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ maxLength: 40 }), (signature, key) => {
        expect(verifyXeddsa(publicKey, key, signature)).toBe(false);
        expect(verifyXeddsa(key, publicKey, signature)).toBe(false);
      }),
    );
    // u = -1 has no image on the Edwards curve.
    expect(verifyXeddsa(littleEndian(p - 1n), new Uint8Array(), new Uint8Array(64))).toBe(false);
  });
});

describe('KEMs', () => {
  test('a Kyber secret is bound to its ciphertext, and differs from ML-KEM’s', () => {
    const { publicKey, privateKey } = generateKyber1024(random);
    const { ciphertext, sharedSecret } = encapsulateKyber1024(publicKey, random);
    expect(decapsulateKyber1024(privateKey, ciphertext)).toEqual(sharedSecret);
    const altered = Uint8Array.from(ciphertext);
    altered[700] = (altered[700] as number) ^ 1;
    expect(decapsulateKyber1024(privateKey, altered)).not.toEqual(sharedSecret);
    altered[0] = 5;
    expect(() => decapsulateKyber1024(privateKey, altered)).toThrow(code('bad-encoding'));
  });

  test('a damaged private key is not used', () => {
    const { publicKey, privateKey } = mlKem768.keyPair(random(64));
    const { ciphertext } = mlKem768.encapsulate(publicKey, random(32));
    const damaged = Uint8Array.from(privateKey);
    damaged[1200] = (damaged[1200] as number) ^ 1;
    expect(() => mlKem768.decapsulate(damaged, ciphertext)).toThrow(code('bad-encoding'));
    const kyber = generateKyber1024(random);
    const broken = Uint8Array.from(kyber.privateKey);
    broken[1600] = (broken[1600] as number) ^ 1;
    const encapsulated = encapsulateKyber1024(kyber.publicKey, random);
    expect(() => decapsulateKyber1024(broken, encapsulated.ciphertext)).toThrow(code('bad-encoding'));
  });
});

test('keys that signatures may not be registered under', () => {
  expect(isEd25519Key(new Uint8Array(32))).toBe(false);
  expect(isEd25519Key(new Uint8Array(31).fill(1))).toBe(false);
});
