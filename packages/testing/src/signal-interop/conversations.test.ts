import { ready } from '@sotto/crypto/primitives';
import { beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '../seeded.ts';
import { libraries, libsignalParty, type Release } from './libsignal-party.ts';
import type { Party, Sent } from './party.ts';
import { sottoParty } from './sotto-party.ts';

beforeAll(ready);

/** Both ends of a conversation, ours and Signal's. */
function pair(release: Release) {
  let identityKey: Uint8Array | undefined;
  const ours = sottoParty(() => {
    if (identityKey === undefined) throw new Error('the peer has offered nothing yet');
    return identityKey;
  });
  const theirs = libsignalParty(release, ours.name);
  identityKey = theirs.offer({ oneTimePrekey: false }).identityKey;
  return { ours, theirs };
}

const text = (what: string | number) => new TextEncoder().encode(String(what));

async function expectReceived(receiver: Party, sent: Sent, plaintext: Uint8Array) {
  expect(Buffer.from((await receiver.receive(sent)) ?? []).equals(plaintext)).toBe(true);
}

async function say(from: Party, to: Party, plaintext: Uint8Array) {
  await expectReceived(to, await from.send(plaintext), plaintext);
}

describe.each(Object.keys(libraries) as Release[])('Signal’s library %s', (release) => {
  describe.each([true, false])('one-time prekey: %s', (oneTimePrekey) => {
    test('initiates and we respond', async () => {
      const { ours, theirs } = pair(release);
      await theirs.initiate(ours.offer({ oneTimePrekey }));
      await say(theirs, ours, text('first'));
      await say(theirs, ours, text(''));
      for (let i = 0; i < 40; i++) {
        await say(ours, theirs, text(`ours ${i}`));
        await say(theirs, ours, text(`theirs ${i}`));
      }
    });

    test('responds to a handshake of ours, bound to names it does not know', async () => {
      const { ours, theirs } = pair(release);
      await ours.initiate(theirs.offer({ oneTimePrekey }));
      await say(ours, theirs, text('first'));
      await say(ours, theirs, text(''));
      for (let i = 0; i < 40; i++) {
        await say(theirs, ours, text(`theirs ${i}`));
        await say(ours, theirs, text(`ours ${i}`));
      }
    });
  });

  test.each([1, 2, 3, 4])('any order, one in twenty lost, both ways at once (seed %i)', async (seed) => {
    const { ours, theirs } = pair(release);
    const choice = seeded(seed);
    const parties = choice.below(2) === 0 ? [ours, theirs] : [theirs, ours];
    const [initiator, responder] = parties as [Party, Party];
    await initiator.initiate(responder.offer({ oneTimePrekey: choice.below(2) === 0 }));
    await say(initiator, responder, text('hello'));
    let delivered = 0;
    for (let round = 0; round < 25; round++) {
      const flying: { to: Party; sent: Sent; plaintext: Uint8Array }[] = [];
      for (let i = choice.below(40); i >= 0; i--) {
        const [from, to] = choice.below(2) === 0 ? [ours, theirs] : [theirs, ours];
        const plaintext = text(`${round}.${i}`.padEnd(choice.below(600), '.'));
        flying.push({ to, sent: await from.send(plaintext), plaintext });
      }
      for (const { to, sent, plaintext } of choice.shuffled(flying)) {
        if (choice.below(20) === 0) continue;
        await expectReceived(to, sent, plaintext);
        delivered++;
        if (choice.below(10) === 0) expect(await to.receive(sent)).toBeUndefined();
      }
    }
    expect(delivered).toBeGreaterThan(200);
  });

  test('a burst of 2,000 that arrives newest first', async () => {
    const { ours, theirs } = pair(release);
    await theirs.initiate(ours.offer({ oneTimePrekey: true }));
    await say(theirs, ours, text('hello'));
    await say(ours, theirs, text('hello'));
    for (const [from, to] of [
      [theirs, ours],
      [ours, theirs],
    ] as const) {
      const burst: Sent[] = [];
      for (let i = 0; i < 2000; i++) burst.push(await from.send(text(i)));
      for (let i = 1999; i >= 0; i--) await expectReceived(to, burst[i] as Sent, text(i));
    }
  });

  test('a ping-pong of a thousand turns', async () => {
    const { ours, theirs } = pair(release);
    await ours.initiate(theirs.offer({ oneTimePrekey: true }));
    for (let i = 0; i < 500; i++) {
      await say(ours, theirs, text(i));
      await say(theirs, ours, text(i));
    }
  });

  test('both initiate at once and converge', async () => {
    const { ours, theirs } = pair(release);
    await ours.initiate(theirs.offer({ oneTimePrekey: true }));
    await theirs.initiate(ours.offer({ oneTimePrekey: true }));
    for (let round = 0; round < 3; round++) {
      const [mine, other] = [
        await ours.send(text(`ours ${round}`)),
        await theirs.send(text(`theirs ${round}`)),
      ];
      await expectReceived(theirs, mine, text(`ours ${round}`));
      await expectReceived(ours, other, text(`theirs ${round}`));
    }
    await say(ours, theirs, text('alone'));
    for (let i = 0; i < 10; i++) {
      await say(theirs, ours, text(i));
      await say(ours, theirs, text(i));
    }
    expect((await ours.send(text('x'))).kind).toBe('message');
    expect((await theirs.send(text('x'))).kind).toBe('message');
  });

  test('a new session replaces the old one, whose late messages are still read', async () => {
    const { ours, theirs } = pair(release);
    await ours.initiate(theirs.offer({ oneTimePrekey: true }));
    await say(ours, theirs, text('a'));
    await say(theirs, ours, text('b'));
    const late = await theirs.send(text('late'));
    await theirs.initiate(ours.offer({ oneTimePrekey: true }));
    await say(theirs, ours, text('anew'));
    await expectReceived(ours, late, text('late'));
    await say(ours, theirs, text('c'));
    await say(theirs, ours, text('d'));
  });

  test('refuses what was altered, and reads the original after', async () => {
    const { ours, theirs } = pair(release);
    await ours.initiate(theirs.offer({ oneTimePrekey: true }));
    await say(ours, theirs, text('a'));
    await say(theirs, ours, text('b'));
    for (const [from, to] of [
      [ours, theirs],
      [theirs, ours],
    ] as const) {
      const sent = await from.send(text('intact'));
      for (const at of [40, sent.bytes.length - 12, sent.bytes.length - 1]) {
        const altered = Uint8Array.from(sent.bytes);
        altered[at] = (altered[at] as number) ^ 1;
        await expect(to.receive({ ...sent, bytes: altered })).rejects.toThrow();
      }
      await expectReceived(to, sent, text('intact'));
    }
  });
});
