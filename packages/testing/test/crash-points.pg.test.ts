import type { ConversationId } from '@sotto/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonDevice } from '../src/system/person.ts';
import { reusedKeys } from '../src/system/reused-keys.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let conversation: ConversationId;
const written: string[] = [];

beforeAll(async () => {
  system = await startSystem();
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  await alice.client.refreshPeople();
  const person = alice.client.people.current.find((one) => one.username === 'bob');
  if (person === undefined) throw new Error('bob is not there');
  conversation = await alice.client.openDirectConversation(person.accountId);
  await exchange('the first');
});
afterAll(() => system.stop());

const textsOf = async (device: PersonDevice) =>
  (await device.history(conversation)).flatMap((item) => (item.kind === 'message' ? [item.text] : []));
const lastText = (device: PersonDevice) => device.client.conversations.current[0]?.lastMessage?.text;

/** Both ways, so that both ratchets have turned. */
async function exchange(text: string): Promise<void> {
  for (const [from, to, line] of [
    [alice, bob, `${text} from alice`],
    [bob, alice, `${text} from bob`],
  ] as const) {
    await from.client.sendMessage(conversation, line);
    written.push(line);
    await waitUntil(`${to.username} has ${line}`, () => lastText(to) === line);
  }
}

/** How many writes a device makes for one message, from calling to quiet. */
async function writesOf(device: PersonDevice, action: () => Promise<void>): Promise<number> {
  const before = device.store.writes;
  await action();
  await quiet();
  return device.store.writes - before;
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 400));

async function check(): Promise<void> {
  await Promise.all([alice.settled(), bob.settled()]);
  const last = written.at(-1) as string;
  await waitUntil('both have the last', () => lastText(alice) === last && lastText(bob) === last);
  expect(await textsOf(alice)).toEqual(written);
  expect(await textsOf(bob)).toEqual(written);
  const items = [...(await alice.history(conversation)), ...(await bob.history(conversation))];
  expect(items.filter((item) => item.kind === 'placeholder')).toEqual([]);
  expect(items.filter((item) => item.kind === 'message' && item.gapBefore)).toEqual([]);
  expect(reusedKeys([alice.network.sent, bob.network.sent])).toEqual([]);
}

describe('MSG-2 the process stops between any two writes', () => {
  test('of the sender (step 6)', { timeout: 300_000 }, async () => {
    const writes = await writesOf(alice, () => exchange('counting'));
    expect(writes).toBeGreaterThan(6);
    for (let point = 0; point < writes; point++) {
      const line = `the sender stops at write ${point}`;
      alice.store.cutAfter(point);
      // Without power nobody answers any more.
      const accepted = await Promise.race([
        alice.client.sendMessage(conversation, line).then(
          () => true,
          () => false,
        ),
        quiet().then(() => false),
      ]);
      await waitUntil(
        'the power is gone, or all is done',
        () => alice.store.isCut || lastText(bob) === line,
        5000,
      ).catch(() => {});
      await alice.recover();
      await waitUntil('alice is back', () => alice.client.connection.current.kind === 'online');
      // Durable is what was echoed: then it must arrive. Otherwise the person sees that it was not taken.
      const kept = (await textsOf(alice)).includes(line);
      if (accepted) expect(kept).toBe(true);
      if (kept) written.push(line);
      await exchange(`after sender point ${point}`);
      await check();
    }
  });

  test('of the receiver (step 15)', { timeout: 300_000 }, async () => {
    const writes = await writesOf(bob, () => exchange('counting again'));
    for (let point = 0; point < writes; point++) {
      const line = `the receiver stops at write ${point}`;
      bob.store.cutAfter(point);
      await alice.client.sendMessage(conversation, line);
      written.push(line);
      await waitUntil('the power is gone, or all is done', () => bob.store.isCut, 1500).catch(() => {});
      await bob.recover();
      await waitUntil('bob has it', () => lastText(bob) === line);
      await exchange(`after receiver point ${point}`);
      await check();
    }
  });
});
