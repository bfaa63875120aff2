import type { AccountId, DeviceId } from '@sotto/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { findDuties } from '../src/groups/duties.ts';
import { type GroupRecord, readGroup, updateGroup } from '../src/groups/group-table.ts';
import type { Leaf } from '../src/groups/leaf.ts';
import { noteHeard } from '../src/groups/member-table.ts';
import { createSchedule, type Schedule } from '../src/groups/schedule.ts';
import type { HeldGroup } from '../src/sessions/read-group.ts';
import { account, enterGroup, gardenOf, groupId, type LooseDevice, looseDevice } from './loose-device.ts';

const day = 24 * 60 * 60 * 1000;

let device: LooseDevice;
let schedule: Schedule;
let began: number;

const context = gardenOf(account(1));
/** Account 1 has this device; account 2 has two; account 3 has one. */
const leaves: Leaf[] = [
  [1, 'device'],
  [2, 'phone'],
  [2, 'tablet'],
  [3, 'phone'],
].map(([n, deviceId], leaf) => ({
  leaf,
  accountId: account(n as number),
  deviceId: deviceId as DeviceId,
  signatureKey: new Uint8Array(32),
}));
const held: HeldGroup & { context: typeof context } = {
  suite: 0x0003,
  epoch: 5,
  ownLeaf: 0,
  leaves,
  context,
  digest: new Uint8Array(16),
  transcript: new Uint8Array(16),
  leaving: [],
};

beforeEach(async () => {
  device = await looseDevice();
  began = device.now;
  schedule = createSchedule(
    () => device.now,
    (length) => new Uint8Array(length).fill(0x80),
  );
  enterGroup(device, held);
});

const group = () => readGroup(device.context.database, groupId) as GroupRecord;
const duties = (over: Partial<HeldGroup> = {}) =>
  findDuties(
    device.context.database,
    device.context,
    group(),
    { ...held, ...over },
    schedule,
    new Set(),
    device.now,
  );
const hear = (leaf: number) =>
  device.context.database.commit((changes) => noteHeard(changes, groupId, leaf, device.now));

describe('GRP-10 every device gives itself fresh keys (REQ-G8)', () => {
  test('before seven days are over, and not before six', () => {
    for (let hours = 0; hours <= 6 * 24; hours++) {
      device.now = began + hours * (day / 24);
      expect(duties().commit).toBe(false);
    }
    device.now = began + 7 * day;
    expect(duties().commit).toBe(true);
  });

  test('soon after it woke, when it slept longer', () => {
    device.now = began + 20 * day;
    expect(duties().commit).toBe(false);
    device.now += 60_000;
    expect(duties().commit).toBe(true);
  });

  test('before 500 messages', () => {
    device.context.database.commit((changes) => updateGroup(changes, groupId, { sent_since_update: 449 }));
    expect(duties().commit).toBe(false);
    device.context.database.commit((changes) => updateGroup(changes, groupId, { sent_since_update: 450 }));
    expect(duties().commit).toBe(true);
  });
});

describe('GRP-11 a device that says nothing for 90 days is taken out (REQ-G8)', () => {
  test('when its person has another one that is there', () => {
    device.now = began + 89 * day;
    for (const leaf of [0, 1, 3]) hear(leaf);
    expect(duties().removeLeaves).toEqual([]);
    device.now = began + 92 * day;
    duties();
    device.now += day;
    expect(duties().removeLeaves).toEqual([2]);
  });

  test('never the only one that somebody has', () => {
    device.now = began + 89 * day;
    for (const leaf of [0, 1, 2]) hear(leaf);
    device.now = began + 92 * day;
    duties();
    device.now += day;
    expect(duties().removeLeaves).toEqual([]);
  });

  test('only by those who may remove it', () => {
    device.now = began + 89 * day;
    for (const leaf of [0, 1, 3]) hear(leaf);
    device.now = began + 92 * day;
    const roles = new Map<AccountId, 'owner' | 'admin'>([[account(3), 'owner']]);
    const asMember = { context: { ...context, roles } };
    duties(asMember);
    device.now += day;
    expect(duties(asMember).removeLeaves).toEqual([]);
  });
});
