import { beforeAll, describe, expect, test } from 'vitest';
import { forwardStepsMax, receivingChainsMax, skippedKeysMax } from '../../src/direct/limits.ts';
import { decodeSignalMessage, encodeSignalMessage } from '../../src/direct/signal-message.ts';
import { encodeCurveKey, ready } from '../../src/primitives/index.ts';
import { conversation, type Device, resultOf } from './device.ts';

beforeAll(ready);

/** `count` messages, of which only some are kept: a device sends on whether or not anything arrives. */
function sendMany(
  from: Device,
  count: number,
  keep: (index: number) => boolean,
): Map<number, { bytes: Uint8Array }> {
  const kept = new Map<number, { bytes: Uint8Array }>();
  for (let i = 0; i < count; i++) {
    const message = from.send(String(i));
    if (keep(i)) kept.set(i, message);
  }
  return kept;
}

const at = (messages: Map<number, { bytes: Uint8Array }>, index: number) => {
  const message = messages.get(index);
  if (message === undefined) throw new Error(`message ${index} was not kept`);
  return message;
};

describe('REQ-S5: a peer can push this side only so far', () => {
  test('25,000 steps forward are taken, one more is refused before any is', () => {
    const { alice, bob } = conversation();
    const messages = sendMany(alice, forwardStepsMax + 2, (i) => i >= forwardStepsMax);
    const before = bob.stored();
    expect(resultOf(bob.receive(alice, at(messages, forwardStepsMax + 1)))).toBe('too-far');
    expect(bob.stored()).toEqual(before);
    expect(bob.read(alice, at(messages, forwardStepsMax))).toBe(String(forwardStepsMax));
  });

  test('2,000 skipped keys are kept, and the oldest go first', () => {
    const { alice, bob } = conversation();
    const gap = skippedKeysMax + 5;
    const messages = sendMany(alice, gap + 2, () => true);
    expect(bob.read(alice, at(messages, gap))).toBe(String(gap));
    expect(bob.record.current?.receiving.at(-1)?.skipped.length).toBe(skippedKeysMax);
    expect(resultOf(bob.receive(alice, at(messages, 4)))).toBe('duplicate');
    expect(bob.read(alice, at(messages, 5))).toBe('5');
    expect(bob.read(alice, at(messages, gap - 1))).toBe(String(gap - 1));
  });

  test('skipped keys of several gaps together stay within 2,000', () => {
    const { alice, bob } = conversation();
    const messages = sendMany(alice, 2402, (i) => i % 1201 >= 1199);
    for (const index of [1200, 2401]) bob.read(alice, at(messages, index));
    expect(bob.record.current?.receiving.at(-1)?.skipped.length).toBe(skippedKeysMax);
    expect(bob.read(alice, at(messages, 1199))).toBe('1199');
  });

  test('five receiving chains are kept', () => {
    const { alice, bob } = conversation();
    const late: { bytes: Uint8Array }[] = [];
    for (let turn = 0; turn <= receivingChainsMax; turn++) {
      late.push(alice.send(`late ${turn}`));
      bob.read(alice, alice.send('in time'));
      alice.read(bob, bob.send('answer'));
    }
    expect(bob.record.current?.receiving.length).toBe(receivingChainsMax);
    expect(resultOf(bob.receive(alice, late[0] as { bytes: Uint8Array }))).toBe('authentication-failed');
    for (let turn = 1; turn <= receivingChainsMax; turn++)
      expect(bob.read(alice, late[turn] as { bytes: Uint8Array })).toBe(`late ${turn}`);
  });
});

describe('REQ-S6: a message is accepted once', () => {
  test('in order, then again', () => {
    const { alice, bob } = conversation();
    const message = alice.send('once');
    expect(bob.read(alice, message)).toBe('once');
    expect(resultOf(bob.receive(alice, message))).toBe('duplicate');
  });

  test('out of order, then again', () => {
    const { alice, bob } = conversation();
    const [first, second, third] = [alice.send('1'), alice.send('2'), alice.send('3')];
    expect([third, first, second].map((message) => bob.read(alice, message))).toEqual(['3', '1', '2']);
    for (const message of [first, second, third])
      expect(resultOf(bob.receive(alice, message))).toBe('duplicate');
  });

  test('after the ratchet has turned, then again', () => {
    const { alice, bob } = conversation();
    const late = alice.send('late');
    bob.read(alice, alice.send('in time'));
    alice.read(bob, bob.send('answer'));
    bob.read(alice, alice.send('next turn'));
    expect(bob.read(alice, late)).toBe('late');
    expect(resultOf(bob.receive(alice, late))).toBe('duplicate');
  });

  test('a first message that comes again while its session runs is a duplicate', () => {
    const { alice, bob } = conversation();
    alice.initiate(bob);
    const first = alice.send('anew');
    expect(bob.read(alice, first)).toBe('anew');
    expect(resultOf(bob.receive(alice, first))).toBe('duplicate');
  });
});

describe('a message that is refused', () => {
  test('changes nothing, wherever a bit was flipped', () => {
    const { alice, bob } = conversation();
    const message = alice.send('intact');
    const before = bob.stored();
    for (let i = 0; i < message.bytes.length; i++) {
      const altered = Uint8Array.from(message.bytes);
      altered[i] = (altered[i] as number) ^ 0x10;
      expect(bob.receive(alice, { bytes: altered }).kind, `byte ${i}`).not.toBe('plaintext');
      expect(bob.stored()).toEqual(before);
    }
    expect(bob.read(alice, message)).toBe('intact');
  });

  test('for a ratchet key of small order or not canonical says so (REQ-S2)', () => {
    const { alice, bob } = conversation();
    const decoded = decodeSignalMessage(alice.send('x').bytes);
    if (decoded === undefined) throw new Error('not a message');
    for (const key of [new Uint8Array(32), new Uint8Array(32).fill(0xff)]) {
      const parties = { sender: alice.identity.identityKey, receiver: bob.identity.identityKey };
      const bytes = encodeSignalMessage(
        { ...decoded, ratchetKey: encodeCurveKey(key) },
        new Uint8Array(32),
        parties,
      );
      expect(resultOf(bob.receive(alice, { bytes }))).toBe('weak-key');
    }
  });

  test('is not read under the identities exchanged', () => {
    const { alice, bob } = conversation();
    const { bytes } = alice.send('mine');
    const reflected = alice.look(bob, bytes);
    expect(reflected.kind).toBe('refused');
  });
});

test('the whole tag is compared', () => {
  const { alice, bob } = conversation();
  const { bytes } = alice.send('tagged');
  for (let i = 1; i <= 8; i++) {
    const altered = Uint8Array.from(bytes);
    altered[bytes.length - i] = (altered[bytes.length - i] as number) ^ 1;
    expect(resultOf(bob.look(alice, altered))).toBe('authentication-failed');
  }
});
