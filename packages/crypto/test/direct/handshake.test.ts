import { beforeAll, describe, expect, test } from 'vitest';
import { initiateSession } from '../../src/direct/index.ts';
import {
  decodePrekeySignalMessage,
  encodePrekeySignalMessage,
  type PrekeySignalMessage,
} from '../../src/direct/prekey-signal-message.ts';
import type { VerifiedPrekeyBundle } from '../../src/identity/index.ts';
import { CryptoError, encodeCurveKey, ready, signXeddsa } from '../../src/primitives/index.ts';
import { Device, resultOf, strangers, textOf } from './device.ts';

beforeAll(ready);

/** A first message of Alice's, with everything that could be changed on its way to Bob. */
function firstMessage(options: Parameters<Device['offer']>[0] = {}) {
  const { alice, bob } = strangers();
  alice.initiate(bob, bob.offer(options));
  const { bytes } = alice.send('first');
  const decoded = decodePrekeySignalMessage(bytes);
  if (decoded === undefined) throw new Error('not a first message');
  const altered = (change: Partial<PrekeySignalMessage>) =>
    encodePrekeySignalMessage({ ...decoded, ...change }, decoded.message.bytes);
  return { alice, bob, bytes, decoded, altered };
}

const smallOrderKey = encodeCurveKey(new Uint8Array(32));
const nonCanonicalKey = encodeCurveKey(new Uint8Array(32).fill(0xff));

describe('REQ-S1: the handshake binds', () => {
  test('nothing but what both sides agree on (the same set-up succeeds)', () => {
    const { alice, bob, bytes } = firstMessage();
    expect(textOf(bob.look(alice, bytes))).toBe('first');
  });

  test.each(['accountId', 'deviceId'] as const)('the initiator’s %s', (member) => {
    const { alice, bob, bytes } = firstMessage();
    const addresses = { local: bob.address, remote: { ...alice.address, [member]: 'mallory' } };
    expect(resultOf(bob.look(alice, bytes, { addresses }))).toBe('wrong-addresses');
  });

  test.each(['accountId', 'deviceId'] as const)('the responder’s %s', (member) => {
    const { alice, bob, bytes } = firstMessage();
    const addresses = { local: { ...bob.address, [member]: 'mallory' }, remote: alice.address };
    expect(resultOf(bob.look(alice, bytes, { addresses }))).toBe('wrong-addresses');
  });

  test('the roles: a name moved between account and device is another name', () => {
    const { alice, bob, bytes } = firstMessage();
    const swapped = { accountId: alice.address.deviceId, deviceId: alice.address.accountId };
    const addresses = { local: bob.address, remote: swapped };
    expect(resultOf(bob.look(alice, bytes, { addresses }))).toBe('wrong-addresses');
  });

  test('both identity keys', () => {
    const { alice, bob, bytes, altered } = firstMessage();
    const mallory = new Device('mallory');
    expect(resultOf(bob.look(mallory, bytes))).toBe('wrong-identity');
    const stolen = altered({ identityKey: mallory.identity.identityKey });
    expect(resultOf(bob.look(mallory, stolen))).toBe('authentication-failed');
    expect(resultOf(bob.look(alice, stolen))).toBe('wrong-identity');
    const elsewhere = { ...bob.local, publicKey: mallory.identity.identityKey };
    expect(resultOf(bob.look(alice, bytes, { local: elsewhere }))).toBe('authentication-failed');
  });

  test.each(['signedPrekeyId', 'oneTimePrekeyId', 'kemPrekeyId'] as const)('every prekey id: %s', (id) => {
    const { alice, bob, bytes, altered } = firstMessage();
    const [signed, oneTime, kem] = [
      bob.signedPrekeys.get(1),
      bob.oneTimePrekeys.get(1),
      bob.kemPrekeys.get(1),
    ];
    if (signed === undefined || oneTime === undefined || kem === undefined) throw new Error('no prekeys');
    bob.signedPrekeys.set(99, signed);
    bob.oneTimePrekeys.set(99, oneTime);
    bob.kemPrekeys.set(99, kem);
    expect(resultOf(bob.look(alice, altered({ [id]: 99 })))).toBe('wrong-addresses');
    expect(textOf(bob.look(alice, bytes))).toBe('first');
  });

  test('the protocol version', () => {
    const { alice, bob, bytes } = firstMessage();
    for (const version of [0x33, 0x34, 0x43, 0x45, 0x00]) {
      const other = Uint8Array.from(bytes);
      other[0] = version;
      expect(resultOf(bob.look(alice, other))).toBe('malformed');
    }
    expect(textOf(bob.receive(alice, { bytes }))).toBe('first');
    alice.read(bob, bob.send('answer'));
    const running = alice.send('of a running session').bytes;
    for (const version of [0x33, 0x45]) {
      const other = Uint8Array.from(running);
      other[0] = version;
      expect(resultOf(bob.look(alice, other))).toBe('malformed');
    }
  });

  test('names at all: a first message without them is refused', () => {
    const { alice, bob } = strangers();
    const outcome = initiateSession(
      alice.record,
      alice.local,
      bob.offer(),
      undefined,
      alice.now,
      alice.random,
    );
    if (outcome.kind !== 'initiated') throw new Error(outcome.reason);
    alice.record = outcome.record;
    const { bytes } = alice.send('nameless');
    expect(resultOf(bob.look(alice, bytes))).toBe('wrong-addresses');
    expect(textOf(bob.look(alice, bytes, { addresses: undefined }))).toBe('nameless');
  });

  test('the type of a key: a KEM key is no curve key and the reverse', () => {
    const { alice, bob } = strangers();
    const bundle = bob.offer();
    const retyped = (bytes: Uint8Array, type: number) =>
      Uint8Array.from(bytes, (byte, i) => (i === 0 ? type : byte));
    const curve = retyped(bundle.signedPrekey.publicKey, 0x08);
    const kem = retyped(bundle.kemPrekey.publicKey, 0x05);
    expect(refusalOf(() => alice.initiate(bob, resigned(bob, bundle, 'signedPrekey', curve)))).toBe(
      'bad-encoding',
    );
    expect(refusalOf(() => alice.initiate(bob, resigned(bob, bundle, 'kemPrekey', kem)))).toBe(
      'bad-encoding',
    );
  });
});

describe('REQ-S2: keys nobody may use are refused', () => {
  test.each([
    ['small order', smallOrderKey],
    ['not canonical', nonCanonicalKey],
  ])('in a bundle, although signed: %s', (_, key) => {
    const { alice, bob } = strangers();
    const bundle = bob.offer();
    const oneTimePrekey = { id: 1, publicKey: key };
    expect(refusalOf(() => alice.initiate(bob, resigned(bob, bundle, 'signedPrekey', key)))).toMatch(
      /weak|bad-enc/,
    );
    expect(refusalOf(() => alice.initiate(bob, { ...bundle, oneTimePrekey }))).toMatch(/weak|bad-enc/);
    expect(refusalOf(() => alice.initiate(bob, { ...bundle, identityKey: key }))).toMatch(/weak|bad-enc/);
  });

  test('a KEM key outside the modulus', () => {
    const { alice, bob } = strangers();
    const bundle = bob.offer();
    const key = Uint8Array.from(bundle.kemPrekey.publicKey).fill(0xff, 1, 4);
    expect(refusalOf(() => alice.initiate(bob, resigned(bob, bundle, 'kemPrekey', key)))).toBe('weak-key');
  });

  test.each([
    ['small order', smallOrderKey],
    ['not canonical', nonCanonicalKey],
  ])('in a first message: %s', (_, key) => {
    const { alice, bob, altered } = firstMessage();
    expect(resultOf(bob.look(alice, altered({ baseKey: key })))).toBe('weak-key');
    expect(resultOf(bob.look(alice, altered({ identityKey: key }), { remoteIdentity: key }))).toBe(
      'weak-key',
    );
  });

  test('a KEM ciphertext of another type', () => {
    const { alice, bob, decoded, altered } = firstMessage();
    const kemCiphertext = Uint8Array.from(decoded.kemCiphertext);
    kemCiphertext[0] = 0x07;
    expect(resultOf(bob.look(alice, altered({ kemCiphertext })))).toBe('weak-key');
  });
});

describe('REQ-S3: a prekey is used once', () => {
  test('a one-time prekey is reported as consumed, and refused from then on', () => {
    const { alice, bob, bytes } = firstMessage();
    const outcome = bob.receive(alice, { bytes });
    expect(outcome).toMatchObject({
      consumed: { oneTimePrekeyId: 1, kemPrekeyId: 1, lastResort: undefined },
    });
    bob.record = { current: undefined, archived: [] };
    expect(resultOf(bob.receive(alice, { bytes }))).toBe('prekey-unknown');
  });

  test('a one-time prekey is refused from then on, also beside a last-resort key that stays', () => {
    const { alice, bob, bytes } = firstMessage({ oneTimePrekey: true, lastResort: true });
    expect(textOf(bob.receive(alice, { bytes }))).toBe('first');
    bob.record = { current: undefined, archived: [] };
    bob.seenBaseKeys.clear();
    expect(resultOf(bob.receive(alice, { bytes }))).toBe('prekey-unknown');
  });

  test('with the last-resort key, a second handshake with the same base key is refused', () => {
    const { alice, bob, bytes, decoded } = firstMessage({ oneTimePrekey: false, lastResort: true });
    const outcome = bob.receive(alice, { bytes });
    expect(outcome).toMatchObject({
      consumed: { oneTimePrekeyId: undefined, kemPrekeyId: undefined, lastResort: { kemPrekeyId: 1 } },
    });
    expect(bob.kemPrekeys.has(1)).toBe(true);
    bob.record = { current: undefined, archived: [] };
    expect(resultOf(bob.receive(alice, { bytes }))).toBe('replayed-handshake');
    expect(decoded.oneTimePrekeyId).toBeUndefined();
  });

  test('with the last-resort key, another handshake is accepted', () => {
    const { alice, bob } = strangers();
    const bundle = bob.offer({ oneTimePrekey: false, lastResort: true });
    alice.initiate(bob, bundle);
    expect(bob.read(alice, alice.send('one'))).toBe('one');
    alice.initiate(bob, bundle);
    expect(bob.read(alice, alice.send('two'))).toBe('two');
  });

  test('a refused first message consumes nothing', () => {
    const { alice, bob, bytes } = firstMessage();
    const broken = Uint8Array.from(bytes);
    broken[60] = (broken[60] as number) ^ 1;
    expect(bob.receive(alice, { bytes: broken }).kind).toBe('refused');
    expect(textOf(bob.receive(alice, { bytes }))).toBe('first');
  });

  test('a prekey that was rotated away is unknown', () => {
    const { alice, bob, bytes } = firstMessage();
    bob.signedPrekeys.clear();
    expect(resultOf(bob.receive(alice, { bytes }))).toBe('prekey-unknown');
  });
});

describe('prekey signatures', () => {
  test.each(['signedPrekey', 'kemPrekey'] as const)('a forged %s is refused', (which) => {
    const { alice, bob } = strangers();
    const bundle = bob.offer();
    const signature = Uint8Array.from(bundle[which].signature);
    signature[5] = (signature[5] as number) ^ 1;
    const forged = { ...bundle, [which]: { ...bundle[which], signature } };
    expect(() => alice.initiate(bob, forged)).toThrow(/signature/);
  });
});

function resigned(
  owner: Device,
  bundle: VerifiedPrekeyBundle,
  which: 'signedPrekey' | 'kemPrekey',
  publicKey: Uint8Array,
): VerifiedPrekeyBundle {
  const signature = signXeddsa(owner.identity.identityPrivate, publicKey, new Uint8Array(64));
  return { ...bundle, [which]: { ...bundle[which], publicKey, signature } };
}

function refusalOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
  return 'accepted';
}
