import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { deterministicRandom } from '../../test/deterministic-random.ts';
import { concatBytes, ready, sha256, signEd25519, utf8 } from '../primitives/index.ts';
import { decodeDeviceList, encodeDeviceList } from './device-list-codec.ts';
import {
  type DeviceList,
  type DeviceListOutcome,
  generateDeviceIdentity,
  generateIdentityKey,
  type ListedDevice,
  signDeviceList,
  verifyDeviceList,
} from './index.ts';
import { signFor } from './sign-for.ts';

beforeAll(ready);

const random = deterministicRandom('device lists');
const now = 2_000_000_000;

function listed(deviceId: string): ListedDevice {
  const { registrationId, identityKey, signatureKey } = generateDeviceIdentity('account', deviceId, random);
  return { deviceId, registrationId, identityKey, signatureKey, addedAt: now };
}

function setUp(change: Partial<DeviceList> = {}) {
  const identity = generateIdentityKey(random);
  const devices = [listed('laptop'), listed('phone')];
  const list = { accountId: 'account', version: 3, issuedAt: now, expiresAt: now + 60, devices, ...change };
  const verify = (
    signed: { list: Uint8Array; signature: Uint8Array },
    expected: Partial<Parameters<typeof verifyDeviceList>[3]> = {},
    key = identity.publicKey,
  ) => verifyDeviceList(signed.list, signed.signature, key, { accountId: 'account', now, ...expected });
  return { identity, list, verify };
}

const resultOf = (outcome: DeviceListOutcome) => (outcome.kind === 'refused' ? outcome.reason : outcome.kind);

describe('REQ-I2: a device list is believed only', () => {
  test('as it was signed (the same set-up is verified)', () => {
    const { identity, list, verify } = setUp();
    const signed = signDeviceList(list, identity.seed);
    const outcome = verify(signed);
    expect(outcome).toEqual({
      kind: 'verified',
      list: { ...list, verified: true, hash: sha256(signed.list) },
    });
  });

  test('signed by the account’s identity key', () => {
    const { identity, list, verify } = setUp();
    const mallory = generateIdentityKey(random);
    expect(resultOf(verify(signDeviceList(list, mallory.seed)))).toBe('bad-signature');
    expect(resultOf(verify(signDeviceList(list, identity.seed), {}, mallory.publicKey))).toBe(
      'bad-signature',
    );
    const unsigned = { list: signDeviceList(list, identity.seed).list, signature: new Uint8Array(64) };
    expect(resultOf(verify(unsigned))).toBe('bad-signature');
  });

  test('signed as a device list and as nothing else (REQ-I1)', () => {
    const { identity, list, verify } = setUp();
    const encoded = signDeviceList(list, identity.seed).list;
    const bare = { list: encoded, signature: signEd25519(identity.seed, encoded) };
    expect(resultOf(verify(bare))).toBe('bad-signature');
    const otherwise = {
      list: encoded,
      signature: signFor('sotto/session-refresh/1', identity.seed, [encoded]),
    };
    expect(resultOf(verify(otherwise))).toBe('bad-signature');
  });

  test('about the account asked for', () => {
    const { identity, list, verify } = setUp({ accountId: 'somebody-else' });
    expect(resultOf(verify(signDeviceList(list, identity.seed)))).toBe('other-account');
  });

  test('before it expires', () => {
    const { identity, list, verify } = setUp();
    const signed = signDeviceList(list, identity.seed);
    expect(resultOf(verify(signed, { now: list.expiresAt - 1 }))).toBe('verified');
    expect(resultOf(verify(signed, { now: list.expiresAt }))).toBe('expired');
  });

  test('when it is no older than the newest one seen', () => {
    const { identity, list, verify } = setUp();
    const signed = signDeviceList(list, identity.seed);
    const seen = (version: number, hash: Uint8Array = new Uint8Array(32)) => ({ newest: { version, hash } });
    expect(resultOf(verify(signed, seen(2)))).toBe('verified');
    expect(resultOf(verify(signed, seen(4)))).toBe('rolled-back');
    expect(resultOf(verify(signed, seen(3, sha256(signed.list))))).toBe('verified');
  });

  test('when no other list of the same version was seen', () => {
    const { identity, list, verify } = setUp();
    const one = signDeviceList(list, identity.seed);
    const other = signDeviceList({ ...list, devices: [listed('phone')] }, identity.seed);
    expect(resultOf(verify(other, { newest: { version: 3, hash: sha256(one.list) } }))).toBe('rolled-back');
  });

  test.each([
    ['identityKey', Uint8Array.from([5, ...new Uint8Array(32)])],
    ['identityKey', Uint8Array.from([8, ...new Uint8Array(32).fill(9)])],
    ['identityKey', Uint8Array.from([5, ...new Uint8Array(32).fill(255)])],
    ['signatureKey', new Uint8Array(32)],
    ['signatureKey', Uint8Array.from([1, ...new Uint8Array(31)])],
  ] as const)('when every key in it is sound (REQ-S2): %s', (member, key) => {
    const { identity, list, verify } = setUp();
    const devices = [{ ...listed('phone'), [member]: key }];
    expect(resultOf(verify(signDeviceList({ ...list, devices }, identity.seed)))).toBe('weak-key');
  });

  const otherEncodings: [string, (encoded: Uint8Array) => Uint8Array][] = [
    ['another field behind it', (encoded: Uint8Array) => concatBytes(encoded, Uint8Array.of(0x30, 1))],
    ['a field repeated', (encoded: Uint8Array) => concatBytes(encoded, Uint8Array.of(0x10, 3))],
    [
      'a longer number',
      (encoded: Uint8Array) =>
        concatBytes(encoded.slice(0, 9), Uint8Array.of(0x10, 0x83, 0), encoded.slice(11)),
    ],
    ['nothing in it', () => new Uint8Array()],
    ['a text', () => utf8('not a list')],
  ];
  test.each(otherEncodings)('in its one encoding, not with %s', (_, change) => {
    const { identity, list, verify } = setUp();
    const encoded = change(signDeviceList(list, identity.seed).list);
    const signature = signFor('sotto/device-list/1', identity.seed, [encoded]);
    expect(resultOf(verify({ list: encoded, signature }))).toBe('malformed');
  });
});

/** A device whose keys have their lengths and nothing more. */
function unsound(deviceId: string): ListedDevice {
  const keys = { identityKey: new Uint8Array(33), signatureKey: new Uint8Array(32) };
  return { deviceId, registrationId: 1, addedAt: now, ...keys };
}

describe('the encoding of a device list', () => {
  test('does not depend on the order of the devices', () => {
    const { list } = setUp();
    const reversed = { ...list, devices: [...list.devices].reverse() };
    expect(encodeDeviceList(reversed)).toEqual(encodeDeviceList(list));
  });

  test.each([
    ['a device twice', { devices: [unsound('phone'), unsound('phone')] }],
    ['a device id with a blank', { devices: [unsound('my phone')] }],
    ['version 0', { version: 0 }],
    ['half a version', { version: 1.5 }],
    ['a time before 1970', { issuedAt: -1 }],
    ['no account', { accountId: '' }],
    ['a short key', { devices: [{ ...unsound('x'), signatureKey: new Uint8Array(31) }] }],
    ['65 devices', { devices: Array.from({ length: 65 }, (_, i) => unsound(`d${i}`)) }],
  ])('is not made for a list with %s', (_, change) => {
    const { identity, list } = setUp();
    expect(() => signDeviceList({ ...list, ...change }, identity.seed)).toThrow(
      expect.objectContaining({ code: 'out-of-range' }),
    );
  });

  test('is one to one: what decodes encodes to the same bytes', () => {
    const encoded = encodeDeviceList(setUp().list);
    const damaged = fc
      .tuple(fc.nat(encoded.length - 1), fc.nat(255))
      .map(([at, byte]) => Uint8Array.from(encoded, (b, i) => (i === at ? byte : b)));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged), (bytes) => {
        const list = decodeDeviceList(bytes);
        if (list !== undefined) expect(encodeDeviceList(list)).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
  });
});
