import { beforeAll, describe, expect, test } from 'vitest';
import {
  accountParty,
  compareScanned,
  generateDeviceIdentity,
  generateIdentityKey,
  openDeviceName,
  safetyNumber,
  sealDeviceName,
  signRefresh,
  unwrapIdentityKey,
  verifyRefresh,
  wrapIdentityKey,
} from '../../src/identity/index.ts';
import { ready, toHex } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';

beforeAll(ready);

const random = deterministicRandom('kept secrets');
const refused = expect.objectContaining({ code: 'authentication-failed' });

describe('the wrapped identity key', () => {
  const identity = () => generateIdentityKey(random);
  const exportKey = random(64);

  test('comes back under the same passphrase and account', () => {
    const { seed, publicKey } = identity();
    const wrapped = wrapIdentityKey(seed, exportKey, 'account', random);
    expect(unwrapIdentityKey(wrapped, exportKey, 'account')).toEqual({ seed, publicKey });
    expect(wrapped.length).toBeLessThanOrEqual(512);
    expect(toHex(wrapped)).not.toContain(toHex(seed));
  });

  test('does not under another passphrase, for another account, or altered', () => {
    const wrapped = wrapIdentityKey(identity().seed, exportKey, 'account', random);
    expect(() => unwrapIdentityKey(wrapped, random(64), 'account')).toThrow(refused);
    expect(() => unwrapIdentityKey(wrapped, exportKey, 'another')).toThrow(refused);
    const altered = Uint8Array.from(wrapped);
    altered[90] = (altered[90] as number) ^ 1;
    expect(() => unwrapIdentityKey(altered, exportKey, 'account')).toThrow(refused);
  });

  test('is never the same twice', () => {
    const { seed } = identity();
    const wrap = () => toHex(wrapIdentityKey(seed, exportKey, 'account', random));
    expect(wrap()).not.toBe(wrap());
  });
});

describe('the name of a device', () => {
  const seed = random(32);

  test.each(['', 'Laptop', 'Télé­phone 📱', 'x'.repeat(127)])('%s comes back', (name) => {
    expect(openDeviceName(sealDeviceName(name, 'phone', seed, random), 'phone', seed)).toBe(name);
  });

  test('is cut between characters when it is too long', () => {
    const opened = openDeviceName(sealDeviceName('📱'.repeat(60), 'phone', seed, random), 'phone', seed);
    expect(opened).toBe('📱'.repeat(31));
  });

  test('says nothing of its length', () => {
    const lengths = ['', 'a much longer name'].map((name) => sealDeviceName(name, 'd', seed, random).length);
    expect(new Set(lengths).size).toBe(1);
  });

  test('opens for this device and this account only', () => {
    const sealed = sealDeviceName('Laptop', 'phone', seed, random);
    expect(() => openDeviceName(sealed, 'tablet', seed)).toThrow(refused);
    expect(() => openDeviceName(sealed, 'phone', random(32))).toThrow(refused);
  });
});

describe('a refresh', () => {
  test('is bound to the device, the token and the request', () => {
    const { signatureSeed, signatureKey } = generateDeviceIdentity('account', 'phone', random);
    const signature = signRefresh('token', 'request', signatureSeed);
    expect(verifyRefresh('token', 'request', signatureKey, signature)).toBe(true);
    expect(verifyRefresh('token2', 'request', signatureKey, signature)).toBe(false);
    expect(verifyRefresh('token', 'request2', signatureKey, signature)).toBe(false);
    const other = generateDeviceIdentity('account', 'tablet', random);
    expect(verifyRefresh('token', 'request', other.signatureKey, signature)).toBe(false);
    expect(verifyRefresh('token', 'request', signatureKey, new Uint8Array(9))).toBe(false);
  });
});

describe('REQ-I5: a safety number', () => {
  const [alice, bob, mallory] = ['alice', 'bob', 'mallory'].map((name) =>
    accountParty(name, generateIdentityKeyOf(name)),
  ) as [ReturnType<typeof accountParty>, ReturnType<typeof accountParty>, ReturnType<typeof accountParty>];

  test('is the same on both sides, and of 60 digits', () => {
    const { digits } = safetyNumber(alice, bob);
    expect(safetyNumber(bob, alice).digits).toBe(digits);
    expect(digits).toMatch(/^\d{60}$/);
  });

  test('changes with either key and either name', () => {
    const { digits } = safetyNumber(alice, bob);
    expect(safetyNumber(alice, mallory).digits).not.toBe(digits);
    expect(safetyNumber(alice, { ...bob, identityKey: mallory.identityKey }).digits).not.toBe(digits);
    expect(safetyNumber(alice, { ...bob, stableId: mallory.stableId }).digits).not.toBe(digits);
  });

  test('matches when scanned from the other side, and only then', () => {
    const [mine, theirs] = [safetyNumber(alice, bob), safetyNumber(bob, alice)];
    expect(compareScanned(alice, bob, theirs.scannable)).toBe('match');
    expect(compareScanned(alice, bob, mine.scannable)).toBe('mismatch');
    expect(compareScanned(alice, bob, safetyNumber(bob, mallory).scannable)).toBe('mismatch');
    const otherVersion = Uint8Array.from(theirs.scannable);
    otherVersion[1] = 1;
    for (const bytes of [otherVersion, new Uint8Array(), theirs.scannable.slice(0, -1), random(74)])
      expect(compareScanned(alice, bob, bytes)).toBe('unreadable');
  });
});

function generateIdentityKeyOf(name: string): Uint8Array {
  return deterministicRandom(name)(32);
}
