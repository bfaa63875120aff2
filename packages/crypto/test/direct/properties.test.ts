import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeSessionRecord } from '../../src/direct/index.ts';
import { receivingChainsMax } from '../../src/direct/limits.ts';
import { decodePrekeySignalMessage } from '../../src/direct/prekey-signal-message.ts';
import { decodeSignalMessage } from '../../src/direct/signal-message.ts';
import { CryptoError, ready, toHex } from '../../src/primitives/index.ts';
import { conversation, type Device, strangers } from './device.ts';

beforeAll(ready);

const anyBytes = fc.uint8Array({ maxLength: 2048 });
/** Bytes that begin like a message, so that the parser gets further. */
const messageLike = fc
  .tuple(
    fc.constantFrom(0x44, 0x33),
    fc.array(
      fc.tuple(fc.constantFrom(0x0a, 0x10, 0x18, 0x22, 0x2a, 0x32, 0x42), fc.uint8Array({ maxLength: 80 })),
    ),
  )
  .map(([version, fields]) =>
    Uint8Array.from([version, ...fields.flatMap(([key, value]) => [key, value.length, ...value])]),
  );

describe('parsing is total', () => {
  test('any bytes are a message or none', () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, messageLike), (bytes) => {
        decodeSignalMessage(bytes);
        decodePrekeySignalMessage(bytes);
      }),
    );
  });

  test('any bytes are refused by a running session, which stays as it was', () => {
    const { alice, bob } = conversation();
    const before = toHex(bob.stored());
    fc.assert(
      fc.property(fc.oneof(anyBytes, messageLike), (bytes) => {
        expect(bob.receive(alice, { bytes }).kind).not.toBe('plaintext');
        expect(toHex(bob.stored())).toBe(before);
      }),
    );
  });

  test('any bytes are a stored record or a typed error', () => {
    const { alice } = conversation();
    const stored = alice.stored();
    const damaged = fc
      .tuple(fc.nat(stored.length - 1), fc.nat(255), fc.nat(stored.length))
      .map(([at, byte, end]) => Uint8Array.from(stored, (b, i) => (i === at ? byte : b)).slice(0, end));
    fc.assert(
      fc.property(fc.oneof(anyBytes, damaged), (bytes) => {
        try {
          decodeSessionRecord(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(CryptoError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('a first message altered anywhere starts no session, or the very same one', () => {
  const { alice, bob } = strangers();
  alice.initiate(bob);
  const { bytes } = alice.send('first');
  const before = toHex(bob.stored());
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const altered = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ mask : byte));
      const outcome = bob.look(alice, altered);
      // Only the registration id is a label that nothing depends on.
      if (outcome.kind === 'plaintext') expect(outcome.record.current?.binding).toHaveLength(32);
      expect(toHex(bob.stored())).toBe(before);
    }),
    { numRuns: 300 },
  );
});

type Step =
  | { readonly kind: 'send'; readonly from: 0 | 1 }
  | { readonly kind: 'deliver'; readonly which: number }
  | { readonly kind: 'lose'; readonly which: number }
  | { readonly kind: 'initiate'; readonly from: 0 | 1 }
  | { readonly kind: 'back-up'; readonly who: 0 | 1 }
  | { readonly kind: 'restore'; readonly who: 0 | 1 };

const side = fc.constantFrom<0 | 1>(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('send' as const), from: side }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('deliver' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('initiate' as const), from: side }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('back-up' as const), who: side }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const), who: side }) },
);

describe('whatever two devices do', () => {
  test('REQ-S7: no two messages are ever encrypted under one key, restores included', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const history = new History();
        for (const next of steps) history.take(next);
        expect(history.reusedKeys).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('every message that arrives is read once, whatever order it comes in', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const history = new History();
        for (const next of steps) if (next.kind !== 'restore') history.take(next);
        expect(history.unread).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

type Flying = {
  readonly to: 0 | 1;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly chain: number;
};

/** Two devices, what flies between them, and every key name that was ever used. */
class History {
  readonly devices: [Device, Device];
  readonly reusedKeys: string[] = [];
  readonly unread: string[] = [];
  readonly #flying: Flying[] = [];
  readonly #keys = new Set<string>();
  readonly #chains: [string[], string[]] = [[], []];
  readonly #backups: [Uint8Array | undefined, Uint8Array | undefined] = [undefined, undefined];
  #sent = 0;

  constructor() {
    const { alice, bob } = conversation();
    this.devices = [alice, bob];
  }

  take(step: Step): void {
    if (step.kind === 'send') this.#send(step.from);
    if (step.kind === 'deliver') this.#deliver(this.#pick(step.which));
    if (step.kind === 'lose') this.#pick(step.which);
    if (step.kind === 'initiate') this.devices[step.from].initiate(this.devices[other(step.from)]);
    if (step.kind === 'back-up') this.#backups[step.who] = this.devices[step.who].stored();
    if (step.kind === 'restore') this.#restore(step.who);
  }

  #restore(who: 0 | 1): void {
    const backup = this.#backups[who];
    if (backup === undefined) return;
    this.devices[who].restore(backup);
    this.devices[who].close();
  }

  #pick(which: number): Flying | undefined {
    return this.#flying.splice(which % Math.max(this.#flying.length, 1), 1)[0];
  }

  #send(from: 0 | 1): void {
    const device = this.devices[from];
    const text = `${from}:${this.#sent++}`;
    if (device.record.current?.sending.chainKey === undefined) device.initiate(this.devices[other(from)]);
    const { bytes } = device.send(text);
    const message = decodeSignalMessage(bytes) ?? decodePrekeySignalMessage(bytes)?.message;
    if (message === undefined) throw new Error('sent something that is no message');
    const ratchetKey = toHex(message.ratchetKey);
    const key = `${ratchetKey}:${message.counter}`;
    if (this.#keys.has(key)) this.reusedKeys.push(key);
    this.#keys.add(key);
    const chains = this.#chains[from];
    if (chains.at(-1) !== ratchetKey) chains.push(ratchetKey);
    this.#flying.push({ to: other(from), bytes, text, chain: chains.length });
  }

  /** A message is owed to its reader unless five chains of its sender came after it (REQ-S5, REQ-S8). */
  #deliver(message: Flying | undefined): void {
    if (message === undefined) return;
    const from = other(message.to);
    const outcome = this.devices[message.to].receive(this.devices[from], message);
    const read = outcome.kind === 'plaintext' && new TextDecoder().decode(outcome.plaintext) === message.text;
    if (!read && this.#chains[from].length - message.chain < receivingChainsMax)
      this.unread.push(message.text);
  }
}

function other(side: 0 | 1): 0 | 1 {
  return side === 0 ? 1 : 0;
}
