import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountId, DeviceId, GroupId } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { createCursorWriter } from './cursor-writer.ts';
import type { GroupAcknowledgement } from './log-store.ts';

const note = (devicePk: number, groupId: string, through: number): GroupAcknowledgement => ({
  reader: { devicePk, accountId: 'a' as AccountId, deviceId: 'd' as DeviceId },
  groupId: groupId as GroupId,
  through,
});

function writer(options: { fails?: number } = {}) {
  const written: [number, string, number][][] = [];
  const failures: unknown[] = [];
  let fails = options.fails ?? 0;
  const cursors = createCursorWriter({
    restMs: 5,
    failed: (error) => void failures.push(error),
    async write(batch) {
      if (fails-- > 0) throw new Error('no database');
      written.push(batch.map(({ reader, groupId, through }) => [reader.devicePk, groupId, through]));
    },
  });
  return { cursors, written, failures };
}

test('only the latest of each device and group is written, all in one statement', async () => {
  const { cursors, written } = writer();
  for (let through = 1; through <= 50; through++) cursors.note(note(1, 'a', through));
  cursors.note(note(1, 'b', 9));
  cursors.note(note(2, 'a', 7));
  cursors.note(note(2, 'a', 3));
  expect(written).toEqual([]);
  await sleep(50);
  expect(written).toEqual([
    [
      [1, 'a', 50],
      [1, 'b', 9],
      [2, 'a', 7],
    ],
  ]);
});

test('what could not be written is written later, unless something newer came', async () => {
  const { cursors, written, failures } = writer({ fails: 1 });
  cursors.note(note(1, 'a', 4));
  await expect(cursors.flush()).rejects.toThrow('no database');
  cursors.note(note(1, 'a', 6));
  await cursors.flush();
  expect(written).toEqual([[[1, 'a', 6]]]);
  await sleep(30);
  expect({ written: written.length, failures }).toEqual({ written: 1, failures: [] });
});

test('a failure in the background is told, and tried again', async () => {
  const { cursors, written, failures } = writer({ fails: 2 });
  cursors.note(note(1, 'a', 4));
  await sleep(120);
  expect(failures.length).toBe(2);
  expect(written).toEqual([[[1, 'a', 4]]]);
});
