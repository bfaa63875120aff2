import { beforeAll, describe, expect, test } from 'vitest';
import {
  generateDeviceIdentity,
  generateIdentityKey,
  generateKemPrekey,
  generateOneTimePrekey,
  generateSignedPrekey,
  type OfferedPrekeyBundle,
  type PrekeyBundleOutcome,
  type ProvenKey,
  proveKey,
  signDeviceList,
  verifyDeviceList,
  verifyKeyProof,
  verifyPrekeyBundle,
} from '../../src/identity/index.ts';
import {
  decapsulateKyber1024,
  decodeCurveKey,
  encapsulateKyber1024,
  isCurveKey,
  isEd25519Key,
  isKemKey,
  ready,
  signXeddsa,
  verifyXeddsa,
  x25519PublicKey,
} from '../../src/primitives/index.ts';
import { isVouchedFor } from '../../src/public/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';

beforeAll(ready);

const random = deterministicRandom('prekeys');
const now = 2_000_000_000;
const expiresAt = now + 604_800;

function setUp() {
  const device = generateDeviceIdentity('account', 'phone', random);
  const signed = generateSignedPrekey(device, 7, expiresAt, random);
  const kem = generateKemPrekey(device, 8, expiresAt, random);
  return { device, signed, kem };
}

describe('the keys of a device', () => {
  test('are well-formed, and made of nothing but the randomness given', () => {
    const device = generateDeviceIdentity('account', 'phone', deterministicRandom('one'));
    expect(isCurveKey(device.identityKey) && isEd25519Key(device.signatureKey)).toBe(true);
    expect(x25519PublicKey(device.identityPrivate)).toEqual(device.identityKey.slice(1));
    expect(generateDeviceIdentity('account', 'phone', deterministicRandom('one'))).toEqual(device);
    expect(generateDeviceIdentity('account', 'phone', deterministicRandom('two'))).not.toEqual(device);
  });

  test('have a registration id from 1 to 16,383, whatever the randomness begins with', () => {
    let call = 0;
    const zerosFirst = (length: number) =>
      length === 2 && call++ < 3 ? Uint8Array.of(0xc0, 0) : random(length);
    const ids = Array.from(
      { length: 200 },
      () => generateDeviceIdentity('a', 'd', zerosFirst).registrationId,
    );
    expect(Math.min(...ids)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...ids)).toBeLessThanOrEqual(16_383);
  });
});

describe('prekeys', () => {
  test('are signed both ways', () => {
    const { device, signed, kem } = setUp();
    const identity = decodeCurveKey(device.identityKey);
    for (const key of [signed, kem]) expect(verifyXeddsa(identity, key.publicKey, key.signature)).toBe(true);
    expect(isCurveKey(signed.publicKey) && isKemKey(kem.publicKey)).toBe(true);
    const { ciphertext, sharedSecret } = encapsulateKyber1024(kem.publicKey, random);
    expect(decapsulateKyber1024(kem.privateKey, ciphertext)).toEqual(sharedSecret);
    const oneTime = generateOneTimePrekey(9, random);
    expect(x25519PublicKey(oneTime.privateKey)).toEqual(oneTime.publicKey.slice(1));
  });
});

describe('REQ-I1: a key proof says', () => {
  const claimOf = () => {
    const { device, signed } = setUp();
    const claim: ProvenKey = {
      kind: 'signed-prekey',
      accountId: 'account',
      deviceId: 'phone',
      keyId: 7,
      publicKey: signed.publicKey,
      expiresAt,
    };
    return { device, claim, proof: signed.proof };
  };

  test('what it says (the same set-up verifies)', () => {
    const { device, claim, proof } = claimOf();
    expect(verifyKeyProof(claim, device.signatureKey, proof)).toBe(true);
    expect(proveKey(claim, device.signatureSeed)).toEqual(proof);
  });

  test.each([
    ['for which purpose', { kind: 'kem-prekey' }],
    ['for which account', { accountId: 'another' }],
    ['for which device', { deviceId: 'tablet' }],
    ['which key', { keyId: 6 }],
    ['until when', { expiresAt: expiresAt + 1 }],
    ['of which bytes', { publicKey: new Uint8Array(33) }],
    ['where account ends and device begins', { accountId: 'accountp', deviceId: 'hone' }],
  ] as const)('%s', (_, change) => {
    const { device, claim, proof } = claimOf();
    expect(verifyKeyProof({ ...claim, ...change }, device.signatureKey, proof)).toBe(false);
  });

  test('whose it is', () => {
    const { claim, proof } = claimOf();
    const other = generateDeviceIdentity('account', 'phone', random);
    expect(verifyKeyProof(claim, other.signatureKey, proof)).toBe(false);
    expect(verifyKeyProof(claim, new Uint8Array(5), proof)).toBe(false);
    expect(verifyKeyProof(claim, other.signatureKey, new Uint8Array(3))).toBe(false);
  });
});

describe('a published prekey is vouched for', () => {
  const published = () => {
    const { device, signed, kem } = setUp();
    const about = { accountId: 'account', deviceId: 'phone' };
    return {
      device,
      signed: { kind: 'signed-prekey' as const, ...about, keyId: signed.id, ...signed },
      kem: { kind: 'kem-prekey' as const, ...about, keyId: kem.id, ...kem },
    };
  };

  test('by both signatures of its device', () => {
    const { device, signed, kem } = published();
    const { identityKey, signatureKey } = device;
    expect(isVouchedFor(signed, identityKey, signatureKey)).toBe(true);
    expect(isVouchedFor(kem, identityKey, signatureKey)).toBe(true);
    const other = generateDeviceIdentity('account', 'phone', random);
    expect(isVouchedFor(signed, other.identityKey, signatureKey)).toBe(false);
    expect(isVouchedFor(signed, identityKey, other.signatureKey)).toBe(false);
    expect(isVouchedFor(signed, new Uint8Array(33), signatureKey)).toBe(false);
    expect(isVouchedFor({ ...signed, signature: kem.signature }, identityKey, signatureKey)).toBe(false);
    expect(isVouchedFor({ ...signed, proof: kem.proof }, identityKey, signatureKey)).toBe(false);
  });

  test('only when it is a key of its kind (REQ-S1, REQ-S2)', () => {
    const { device, kem } = published();
    const publicKey = Uint8Array.from(kem.publicKey).fill(0xff, 1, 4);
    const signature = signXeddsa(device.identityPrivate, publicKey, random(64));
    const proof = proveKey({ ...kem, publicKey }, device.signatureSeed);
    const weak = { ...kem, publicKey, signature, proof };
    expect(isVouchedFor(weak, device.identityKey, device.signatureKey)).toBe(false);
    const mistyped = { ...kem, kind: 'signed-prekey' as const };
    const proven = { ...mistyped, proof: proveKey(mistyped, device.signatureSeed) };
    expect(isVouchedFor(proven, device.identityKey, device.signatureKey)).toBe(false);
  });
});

describe('a bundle is verified', () => {
  const bundle = () => {
    const { device, signed, kem } = setUp();
    const identity = generateIdentityKey(random);
    const { registrationId, identityKey, signatureKey } = device;
    const devices = [{ deviceId: 'phone', registrationId, identityKey, signatureKey, addedAt: now }];
    const list = { accountId: 'account', version: 1, issuedAt: now, expiresAt: now + 9_999_999, devices };
    const { list: encoded, signature } = signDeviceList(list, identity.seed);
    const outcome = verifyDeviceList(encoded, signature, identity.publicKey, { accountId: 'account', now });
    if (outcome.kind !== 'verified') throw new Error(outcome.reason);
    const offered: OfferedPrekeyBundle = {
      deviceId: 'phone',
      registrationId,
      identityKey,
      signedPrekey: signed,
      oneTimePrekey: generateOneTimePrekey(9, random),
      kemPrekey: kem,
    };
    return { device, list: outcome.list, offered };
  };
  const resultOf = (outcome: PrekeyBundleOutcome) =>
    outcome.kind === 'refused' ? outcome.reason : outcome.kind;

  test('against the list that names its device, with or without a one-time prekey', () => {
    const { list, offered } = bundle();
    expect(resultOf(verifyPrekeyBundle(offered, list, now))).toBe('verified');
    expect(resultOf(verifyPrekeyBundle({ ...offered, oneTimePrekey: undefined }, list, now))).toBe(
      'verified',
    );
  });

  test('with the registration id of the list, whatever the server says', () => {
    const { device, list, offered } = bundle();
    const outcome = verifyPrekeyBundle({ ...offered, registrationId: 1 + device.registrationId }, list, now);
    expect(outcome).toMatchObject({ bundle: { registrationId: device.registrationId } });
  });

  test('REQ-I2: not for a device that is not listed', () => {
    const { list, offered } = bundle();
    expect(resultOf(verifyPrekeyBundle({ ...offered, deviceId: 'ghost' }, list, now))).toBe(
      'unlisted-device',
    );
  });

  test('REQ-I2: not with an identity key that is not listed', () => {
    const { list, offered } = bundle();
    const { identityKey } = generateDeviceIdentity('account', 'phone', random);
    expect(resultOf(verifyPrekeyBundle({ ...offered, identityKey }, list, now))).toBe('wrong-identity');
  });

  test.each(['signedPrekey', 'kemPrekey'] as const)('not with a %s of another device', (which) => {
    const { list, offered } = bundle();
    const other = bundle().offered[which];
    expect(resultOf(verifyPrekeyBundle({ ...offered, [which]: other }, list, now))).toBe('unproven-key');
  });

  test.each(['signedPrekey', 'kemPrekey'] as const)('not with an expired %s', (which) => {
    const { device, list, offered } = bundle();
    const make = which === 'signedPrekey' ? generateSignedPrekey : generateKemPrekey;
    const expired = make(device, 1, now, random);
    expect(resultOf(verifyPrekeyBundle({ ...offered, [which]: expired }, list, now))).toBe('expired');
    const prolonged = { ...expired, expiresAt };
    expect(resultOf(verifyPrekeyBundle({ ...offered, [which]: prolonged }, list, now))).toBe('unproven-key');
  });

  test('REQ-S2: not with a weak one-time prekey', () => {
    const { list, offered } = bundle();
    const oneTimePrekey = { id: 9, publicKey: Uint8Array.from([5, ...new Uint8Array(32)]) };
    expect(resultOf(verifyPrekeyBundle({ ...offered, oneTimePrekey }, list, now))).toBe('unproven-key');
  });
});
