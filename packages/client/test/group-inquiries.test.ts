import type { AccountId } from '@sotto/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { saveClaim } from '../src/groups/claim-table.ts';
import { saveEpoch } from '../src/groups/epoch-table.ts';
import { type GroupRecord, readGroup, updateGroup } from '../src/groups/group-table.ts';
import { createInquiries, type Inquiries, inquire } from '../src/groups/inquiries.ts';
import { createSchedule, type Schedule } from '../src/groups/schedule.ts';
import { account, enterGroup, gardenOf, groupId, type LooseDevice, looseDevice } from './loose-device.ts';

const second = 1000;
const spreadMs = 20 * second;
const digest = new Uint8Array(16).fill(1);
const another = new Uint8Array(16).fill(2);
const leaves = [1, 2, 3, 4].map((n, leaf) => ({
  leaf,
  accountId: account(n),
  deviceId: 'phone' as never,
  signatureKey: new Uint8Array(32),
}));

let device: LooseDevice;
let schedule: Schedule;
let inquiries: Inquiries;
/** When what differs was first there. */
let began: number;

async function groupOwnedBy(owner: AccountId): Promise<void> {
  device = await looseDevice();
  began = device.now;
  // Chance is always a half.
  schedule = createSchedule(
    () => device.now,
    (length) => new Uint8Array(length).fill(0x80),
  );
  inquiries = createInquiries();
  enterGroup(device, {
    suite: 0x0003,
    epoch: 5,
    ownLeaf: 0,
    leaves,
    context: gardenOf(owner),
    digest,
    transcript: digest,
  });
  device.context.database.commit((changes) =>
    saveEpoch(changes, groupId, { epoch: 5, digest, transcript: digest }),
  );
}

beforeEach(() => groupOwnedBy(account(2)));

const look = (at: number) => {
  device.now = began + at;
  const group = readGroup(device.context.database, groupId) as GroupRecord;
  return inquire(device.context, group, schedule, inquiries, { look: () => {}, spreadMs });
};
/** Questions are the only thing that is sent here. */
const asked = () =>
  Number(device.context.database.first('select count(*) as count from outbox', [])?.['count'] ?? 0);
type Said = { newest: number; heardAt?: number; held?: Uint8Array };
const says = (n: number, { newest, heardAt = 0, held = digest }: Said) =>
  device.context.database.commit((changes) =>
    saveClaim(changes, groupId, {
      accountId: account(n),
      epoch: Math.min(newest, 5),
      digest: held,
      newest,
      heardAt: began + heardAt,
    }),
  );

describe('GRP-13 what does not fit is asked about', () => {
  test('by each device at a time of its own, so that not all of a large group ask at once', () => {
    inquiries.suspect(groupId);
    look(0);
    look(9 * second);
    expect(asked()).toBe(0);
    look(10.5 * second);
    expect(asked()).toBeGreaterThan(0);
  });

  test('first by those who would go on without a commit that does not count', async () => {
    await groupOwnedBy(account(1));
    inquiries.suspect(groupId);
    look(0);
    look(1.5 * second);
    expect(asked()).toBeGreaterThan(0);
  });

  test('not when it was outrun: what others were ahead by has come', () => {
    says(2, { newest: 6, heardAt: -13 * second });
    look(0);
    expect(inquiries.find(groupId)).toBeDefined();
    device.context.database.commit((changes) => updateGroup(changes, groupId, { epoch: 6 }));
    look(11 * second);
    expect(asked()).toBe(0);
    expect(inquiries.find(groupId)).toBeUndefined();
  });

  test('again when nobody answers, later every time', () => {
    inquiries.suspect(groupId);
    const times: number[] = [];
    for (let at = 0; at < 600 * second; at += second) {
      const before = asked();
      look(at);
      if (asked() > before) times.push(at / second);
    }
    const [first = 0, next = 0, third = 0, last = 0] = times;
    expect([next - first, third - next, last - third]).toEqual([68, 128, 248]);
  });

  test('until the answers are there, however late', () => {
    inquiries.suspect(groupId);
    look(0);
    look(11 * second);
    const once = asked();
    expect(look(30 * second)).toBe('unknown');
    says(3, { newest: 5, heardAt: 31 * second });
    expect(look(31 * second)).toBe('agreed');
    look(200 * second);
    expect(asked()).toBe(once);
  });

  test('by what is in dispute: what was the same before it says nothing', () => {
    device.context.database.commit((changes) =>
      saveEpoch(changes, groupId, { epoch: 4, digest, transcript: digest }),
    );
    for (const n of [2, 3, 4]) says(n, { newest: 4 });
    inquiries.suspect(groupId);
    look(0);
    look(11 * second);
    for (const n of [2, 3]) says(n, { newest: 5, held: another, heardAt: 12 * second });
    expect(look(19.5 * second)).toBe('out-of-step');
  });

  test('again when a single one of many holds something else and nobody else says anything', () => {
    says(2, { newest: 5, held: another });
    const findings: string[] = [];
    for (let at = 0; at < 100 * second; at += second) findings.push(look(at));
    expect(findings.indexOf('out-of-step')).toBeGreaterThan(60);
  });

  test('after a refused commit, by those who have seen it as well', () => {
    for (const n of [2, 3, 4]) says(n, { newest: 5 });
    device.context.database.commit((changes) =>
      updateGroup(changes, groupId, { refused_seq: 10, refused_at: began + second, refused_certain: 0 }),
    );
    for (let at = 2; at < 25; at++) expect(look(at * second)).toBe('unknown');
    for (const n of [2, 3, 4]) says(n, { newest: 6, heardAt: 25 * second });
    expect(look(26 * second)).toBe('out-of-step');
  });
});
