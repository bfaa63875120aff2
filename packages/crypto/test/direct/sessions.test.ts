import { beforeAll, describe, expect, test } from 'vitest';
import { encryptMessage, expireSessions } from '../../src/direct/index.ts';
import {
  archivedSessionLifeMs,
  archivedSessionsMax,
  unacknowledgedSessionLifeMs,
} from '../../src/direct/limits.ts';
import { decodeSignalMessage } from '../../src/direct/signal-message.ts';
import { ready, toHex, utf8 } from '../../src/primitives/index.ts';
import { conversation, type Device, resultOf, strangers } from './device.ts';

beforeAll(ready);

/** The name of the key a message was encrypted under: its chain and its place there. */
function keyName(bytes: Uint8Array): string {
  const message = decodeSignalMessage(bytes);
  if (message === undefined) throw new Error('not a message of a running session');
  return `${toHex(message.ratchetKey)}:${message.counter}`;
}

const wantsToSend = (device: Device) => encryptMessage(device.record, utf8('x'), device.now).kind;

describe('REQ-S7: no two plaintexts under one key', () => {
  test('encrypting leaves the given record as it was', () => {
    const { alice } = conversation();
    const before = alice.stored();
    encryptMessage(alice.record, utf8('x'), alice.now);
    expect(alice.stored()).toEqual(before);
  });

  test('a restored record sends nothing before a new handshake', () => {
    const { alice, bob } = conversation();
    const backup = alice.stored();
    bob.read(alice, alice.send('sent, then forgotten'));
    alice.restore(backup);
    alice.close();
    expect(wantsToSend(alice)).toBe('needs-session');
    alice.initiate(bob);
    expect(bob.read(alice, alice.send('anew'))).toBe('anew');
    expect(alice.read(bob, bob.send('answer'))).toBe('answer');
  });

  test('a late message of the peer does not reopen the chain', () => {
    const { alice, bob } = conversation();
    const backup = alice.stored();
    const forgotten = alice.send('sent, then forgotten');
    alice.restore(backup);
    alice.close();
    expect(alice.read(bob, bob.send('same chain'))).toBe('same chain');
    expect(wantsToSend(alice)).toBe('needs-session');
    bob.read(alice, forgotten);
    expect(alice.read(bob, bob.send('next turn'))).toBe('next turn');
    expect(keyName(alice.send('fresh').bytes)).not.toBe(keyName(forgotten.bytes));
  });

  test('closing also closes archived sessions', () => {
    const { alice, bob } = conversation();
    alice.initiate(bob);
    alice.close();
    expect(alice.record.archived.map((old) => old.state.sending.chainKey)).toEqual([undefined, undefined]);
    expect(alice.read(bob, bob.send('on the old session'))).toBe('on the old session');
    expect(wantsToSend(alice)).toBe('needs-session');
  });

  test('what is closed stays closed when it is stored', () => {
    const { alice, bob } = conversation();
    alice.close();
    alice.restore(alice.stored());
    alice.read(bob, bob.send('x'));
    expect(wantsToSend(alice)).toBe('needs-session');
  });
});

describe('REQ-S8: old sessions are few and short-lived', () => {
  test('five archived sessions receive, a sixth does not', () => {
    const { alice, bob } = conversation();
    const late: { bytes: Uint8Array }[] = [];
    for (let i = 0; i <= archivedSessionsMax; i++) {
      late.push(bob.send(`late ${i}`));
      bob.initiate(alice);
      alice.read(bob, bob.send('anew'));
    }
    expect(alice.record.archived.length).toBe(archivedSessionsMax);
    expect(resultOf(alice.receive(bob, late[0] as { bytes: Uint8Array }))).toBe('authentication-failed');
    for (let i = 1; i <= archivedSessionsMax; i++)
      expect(alice.read(bob, late[i] as { bytes: Uint8Array })).toBe(`late ${i}`);
  });

  test('an archived session receives for seven days', () => {
    for (const [age, expected] of [
      [archivedSessionLifeMs - 1, 'plaintext'],
      [archivedSessionLifeMs, 'authentication-failed'],
    ] as const) {
      const { alice, bob } = conversation();
      const late = bob.send('late');
      bob.initiate(alice);
      alice.read(bob, bob.send('anew'));
      alice.now += age;
      expect(resultOf(alice.receive(bob, late))).toBe(expected);
    }
  });

  test('expired sessions can be dropped without a message', () => {
    const { alice, bob } = conversation();
    alice.initiate(bob);
    expect(expireSessions(alice.record, alice.now).archived.length).toBe(1);
    expect(expireSessions(alice.record, alice.now + archivedSessionLifeMs).archived.length).toBe(0);
  });

  test('a session nobody answers is sent on for thirty days', () => {
    const { alice, bob } = strangers();
    alice.initiate(bob);
    alice.send('hello?');
    alice.now += unacknowledgedSessionLifeMs - 1;
    expect(wantsToSend(alice)).toBe('encrypted');
    alice.now += 1;
    expect(wantsToSend(alice)).toBe('needs-session');
  });

  test('an answered session has no such limit', () => {
    const { alice } = conversation();
    alice.now += 2 * unacknowledgedSessionLifeMs;
    expect(wantsToSend(alice)).toBe('encrypted');
  });

  test('a session out of step is replaced by a new one', () => {
    const { alice, bob } = conversation();
    const backup = bob.stored();
    for (const text of ['a', 'b']) {
      bob.read(alice, alice.send(text));
      alice.read(bob, bob.send(text));
    }
    bob.restore(backup);
    expect(resultOf(bob.receive(alice, alice.send('unreadable')))).toBe('authentication-failed');
    bob.close();
    bob.initiate(alice);
    expect(alice.read(bob, bob.send('anew'))).toBe('anew');
    expect(bob.read(alice, alice.send('again'))).toBe('again');
  });
});

describe('two sessions started at once', () => {
  test('converge as soon as one message is not crossed', () => {
    const { alice, bob } = strangers();
    alice.initiate(bob);
    bob.initiate(alice);
    for (let round = 0; round < 4; round++) {
      const [mine, theirs] = [alice.send(`a${round}`), bob.send(`b${round}`)];
      expect(bob.read(alice, mine)).toBe(`a${round}`);
      expect(alice.read(bob, theirs)).toBe(`b${round}`);
    }
    bob.read(alice, alice.send('alone'));
    for (let i = 0; i < 3; i++) {
      expect(alice.read(bob, bob.send('x'))).toBe('x');
      expect(bob.read(alice, alice.send('y'))).toBe('y');
      expect(alice.record.current?.baseKey).toEqual(bob.record.current?.baseKey);
    }
  });

  test('a late message of an archived session does not bring it back', () => {
    const { alice, bob } = conversation();
    const late = bob.send('late');
    const newest = bob.send('newest');
    alice.read(bob, newest);
    bob.initiate(alice);
    alice.read(bob, bob.send('anew'));
    const current = alice.record.current?.baseKey;
    expect(alice.read(bob, late)).toBe('late');
    expect(alice.record.current?.baseKey).toEqual(current);
    expect(resultOf(alice.receive(bob, late))).toBe('duplicate');
  });
});

describe('typed outcomes', () => {
  test('a message without any session', () => {
    const { alice, bob } = conversation();
    const message = alice.send('x');
    bob.record = { current: undefined, archived: [] };
    expect(resultOf(bob.receive(alice, message))).toBe('no-session');
  });

  test('nothing to send on', () => {
    const { alice } = strangers();
    expect(wantsToSend(alice)).toBe('needs-session');
  });

  test('no message at all', () => {
    const { alice, bob } = conversation();
    for (const bytes of [new Uint8Array(), new Uint8Array(20), utf8('hello'), new Uint8Array(1 << 18)])
      expect(resultOf(bob.receive(alice, { bytes }))).toBe('malformed');
  });
});
