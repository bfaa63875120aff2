import { randomBytes } from 'node:crypto';
import type { ConversationId } from '@sotto/client';
import { type AccountId, decodeBase64, encodeBase64 } from '@sotto/protocol';
import { encodeLeafName } from '@sotto/protocol/content';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { generateKeyPackage } from '../../crypto/src/group/index.ts';
import { ed25519KeyPair } from '../../crypto/src/primitives/index.ts';
import {
  accountOf,
  changesOf,
  detailsOn,
  groupOn,
  hasText,
  isMemberOf,
  linesOf,
  membersOn,
  textsOf,
} from '../src/system/group-view.ts';
import { lieAboutGroup, type ToldEvent } from '../src/system/lie-about-group.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let carol: PersonDevice;
let dave: PersonDevice;
let group: ConversationId;

beforeEach(async () => {
  if (system === undefined) {
    system = await startSystem();
    alice = await system.signUp('alice');
    bob = await system.signUp('bob');
    carol = await system.signUp('carol');
    dave = await system.signUp('dave');
    for (const one of [alice, bob, carol, dave]) await one.client.refreshPeople();
  }
  const members = ['bob', 'carol', 'dave'].map((name) => accountOf(alice, name));
  group = await alice.client.createGroup({ name: 'Garden', members });
  for (const one of [bob, carol, dave]) await isMemberOf(one, group);
  await alice.client.setRole(group, accountOf(alice, 'carol'), 'admin');
  await waitUntil('carol is admin', () => groupOn(carol, group)?.ownRole === 'admin');
  await alice.client.sendMessage(group, 'before');
  for (const one of [bob, carol, dave]) await hasText(one, group, 'before');
}, 120_000);
afterAll(() => system.stop());
afterEach(() => {
  for (const one of everybody()) one.network.setHostile({});
});

const everybody = () => [alice, bob, carol, dave];

/** A commit that carol's device made and that never reached the server. */
async function commitThatWasLost(): Promise<Uint8Array<ArrayBuffer>> {
  let lost: Uint8Array<ArrayBuffer> | undefined;
  carol.network.setHostile({
    request(request) {
      if (request.method !== 'POST' || !request.url.includes(`/groups/${group}/commits/`)) return;
      lost = new Uint8Array(
        decodeBase64((JSON.parse(request.body ?? '{}') as { commit: string }).commit) ?? [],
      );
      throw new TypeError('lost');
    },
  });
  await carol.client.updateGroup(group, { name: 'on the other branch' });
  await waitUntil('carol made a commit', () => lost !== undefined);
  return lost as Uint8Array<ArrayBuffer>;
}

function epochOn(device: PersonDevice): number {
  const [row] = device.store.peek('select epoch from groups where group_id = ?', [group]);
  return Number(row?.['epoch']);
}

function refusedOn(device: PersonDevice): boolean {
  const [row] = device.store.peek('select refused_seq from groups where group_id = ?', [group]);
  return row?.['refused_seq'] !== null;
}

async function isWhole(): Promise<void> {
  for (const one of everybody()) {
    await one.client.sendMessage(group, `together again, ${one.username}`);
  }
  for (const one of everybody()) {
    for (const other of everybody()) await hasText(one, group, `together again, ${other.username}`);
    expect(membersOn(one, group)).toEqual(['alice', 'bob', 'carol', 'dave']);
    expect((await one.history(group)).filter((item) => item.kind === 'placeholder')).toEqual([]);
  }
}

const says = (device: PersonDevice, here: boolean) => {
  const handle = device.client.openTimeline(group);
  const found = changesOf(handle.timeline.current.items).some(
    (change) => change.kind === 'fork-detected' && change.here === here,
  );
  handle.close();
  return found;
};

describe('GRP-13 a server that shows different histories (REQ-G5)', () => {
  test('is seen at the first message that does not fit, shown, and repaired', {
    timeout: 120_000,
  }, async () => {
    const other = await commitThatWasLost();
    const epoch = epochOn(bob);
    let forked = false;
    lieAboutGroup(bob.network, group, (event) => {
      if (event.kind !== 'commit' || event.epoch !== epoch || forked) return event;
      forked = true;
      return { ...event, payload: other };
    });
    await alice.client.updateGroup(group, { name: 'on the true branch' });
    await waitUntil('bob believes it', () => groupOn(bob, group)?.name === 'on the other branch');
    carol.network.setHostile({});
    await alice.client.sendMessage(group, 'which bob cannot read');
    await waitUntil('bob says that this is a fork', () => says(bob, true), 40_000);
    await waitUntil('bob is back', () => linesOf(timelineOf(bob)).includes('rejoined'), 40_000);
    // Carol's wish was not lost with its commit: it is made true on the branch there is.
    for (const one of everybody()) {
      await waitUntil('one name', () => groupOn(one, group)?.name === 'on the other branch');
    }
    expect(everybody().filter((one) => one !== bob && says(one, true))).toEqual([]);
    await isWhole();
    await hasText(bob, group, 'which bob cannot read');
  });

  test('is seen though nothing undecryptable is shown', { timeout: 120_000 }, async () => {
    const other = await commitThatWasLost();
    const epoch = epochOn(bob);
    let forked = false;
    // From the fork on bob is shown nothing at all: a quiet branch of his own.
    lieAboutGroup(bob.network, group, (event) => {
      if (forked) return null;
      if (event.kind !== 'commit' || event.epoch !== epoch) return event;
      forked = true;
      return { ...event, payload: other };
    });
    await alice.client.updateGroup(group, { name: 'on the true branch' });
    await waitUntil('bob believes it', () => groupOn(bob, group)?.name === 'on the other branch');
    carol.network.setHostile({});
    await waitUntil('bob says that this is a fork', () => says(bob, true), 60_000);
    bob.network.setHostile({});
    await waitUntil('bob is back', () => linesOf(timelineOf(bob)).includes('rejoined'), 60_000);
    await isWhole();
  });
});

describe('GRP-12 a server that spoils', () => {
  test('a commit for one: those who went on are believed, and the device joins again', {
    timeout: 120_000,
  }, async () => {
    lieAboutGroup(bob.network, group, (event) => {
      if (event.kind !== 'commit') return event;
      const payload = new Uint8Array(event.payload ?? []);
      payload.set(randomBytes(40), payload.length - 40);
      return { ...event, payload };
    });
    await alice.client.updateGroup(group, { name: 'spoilt for bob' });
    await waitUntil('it is', () => groupOn(dave, group)?.name === 'spoilt for bob');
    await waitUntil('bob refused it', () => refusedOn(bob));
    bob.network.setHostile({});
    await waitUntil('bob is back', () => linesOf(timelineOf(bob)).includes('rejoined'), 60_000);
    expect(groupOn(bob, group)?.name).toBe('spoilt for bob');
    await isWhole();
  });
});

describe('GRP-12 a server that withholds', () => {
  test('a commit: the device joins again, and nothing is lost', { timeout: 120_000 }, async () => {
    lieAboutGroup(bob.network, group, (event) => (event.kind === 'commit' ? null : event));
    await alice.client.updateGroup(group, { name: 'withheld' });
    await waitUntil('it is', () => groupOn(dave, group)?.name === 'withheld');
    await alice.client.sendMessage(group, 'said after it');
    await waitUntil('bob is back', () => linesOf(timelineOf(bob)).includes('rejoined'), 40_000);
    bob.network.setHostile({});
    expect(groupOn(bob, group)?.name).toBe('withheld');
    await isWhole();
    await hasText(bob, group, 'said after it');
  });

  test('a message: it is missed, asked for, and comes', { timeout: 60_000 }, async () => {
    let withheld = 0;
    lieAboutGroup(bob.network, group, (event) => {
      if (event.kind !== 'application' || withheld === 2) return event;
      withheld += 1;
      return null;
    });
    for (const text of ['first', 'second', 'third']) await alice.client.sendMessage(group, text);
    for (const text of ['third', 'second', 'first']) await hasText(bob, group, text);
    bob.network.setHostile({});
    expect(textsOf(await bob.history(group)).slice(-3)).toEqual(['first', 'second', 'third']);
    expect((await bob.history(group)).some((item) => item.kind === 'message' && item.gapBefore)).toBe(false);
  });

  test('and reorders: everything is taken in its order', { timeout: 60_000 }, async () => {
    bob.network.setFaults({ duplicate: 0.3, reorder: 0.4, delay: 0.3, break: 0 });
    for (let i = 0; i < 10; i++) {
      await alice.client.sendMessage(group, `in order ${i}`);
      if (i % 3 === 0) await alice.client.updateGroup(group, { description: `${i}` });
    }
    await hasText(bob, group, 'in order 9');
    bob.network.setFaults({ duplicate: 0, reorder: 0, delay: 0, break: 0 });
    const seen = textsOf(await bob.history(group)).filter((text) => text.startsWith('in order'));
    expect(seen).toEqual(Array.from({ length: 10 }, (_, i) => `in order ${i}`));
    expect(linesOf(await bob.history(group))).not.toContain('rejoined');
  });

  test('replays: what was said once is heard once', { timeout: 60_000 }, async () => {
    let kept: ToldEvent | undefined;
    let last = 0;
    bob.network.setHostile({
      frame(frame) {
        if (frame.type !== 'group-events' || frame.group_id !== (group as string)) return [frame];
        const [event] = frame.events;
        last = Math.max(last, ...frame.events.map(({ seq }) => seq));
        if (event?.kind === 'application' && kept === undefined) kept = event;
        else if (kept !== undefined)
          return [frame, { ...frame, events: [{ ...kept, seq: (last + 1) as never }] }];
        return [frame];
      },
    });
    await alice.client.sendMessage(group, 'said once');
    await hasText(bob, group, 'said once');
    await alice.client.sendMessage(group, 'and then');
    await hasText(bob, group, 'and then');
    bob.network.setHostile({});
    bob.network.drop();
    await isWhole();
    expect(textsOf(await bob.history(group)).filter((text) => text === 'said once')).toHaveLength(1);
  });
});

describe('GRP-4 a server that brings somebody in', () => {
  test('with a key package of its own: nobody is added', { timeout: 60_000 }, async () => {
    const eve = await system.signUp(`eve-${Date.now()}`);
    await alice.client.refreshPeople();
    const victim = accountOf(alice, eve.username) as AccountId;
    const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
    const ghostKeys = ed25519KeyPair(random(32));
    let asked = 0;
    alice.network.setHostile({
      answer(request, answer) {
        if (!request.url.includes('/keys/key-packages/claim/')) return answer;
        asked += 1;
        const page = JSON.parse(answer.body) as {
          accounts: { devices: { device_id: string; key_package: string }[] }[];
        };
        for (const device of page.accounts.flatMap((account) => account.devices)) {
          const now = BigInt(Math.floor(Date.now() / 1000));
          const forged = generateKeyPackage({
            suite: 0x004d,
            identity: {
              credential: encodeLeafName(victim, device.device_id as never),
              signaturePrivateKey: ghostKeys.seed,
              signaturePublicKey: ghostKeys.publicKey,
            },
            lifetime: { notBefore: now - 60n, notAfter: now + 3600n },
            random,
          });
          device.key_package = encodeBase64(forged.keyPackage);
        }
        return { ...answer, body: JSON.stringify(page) };
      },
    });
    await alice.client.addMembers(group, [victim]);
    await waitUntil('it is refused', () => detailsOn(alice, group).tasks[0]?.refused === 'unreachable');
    expect(asked).toBeGreaterThan(0);
    expect(membersOn(alice, group)).not.toContain(eve.username);
    alice.network.setHostile({});
    // The true one is asked for again, and there they are.
    await isMemberOf(eve, group);
    await alice.client.removeMember(group, victim);
    await waitUntil('gone again', () => groupOn(bob, group)?.memberCount === 4);
    await isWhole();
  });
});

const handles = new Map<string, ReturnType<PersonDevice['client']['openTimeline']>>();
function timelineOf(device: PersonDevice) {
  const name = `${device.username} ${group}`;
  const handle = handles.get(name) ?? device.client.openTimeline(group);
  handles.set(name, handle);
  return handle.timeline.current.items;
}
