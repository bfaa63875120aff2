import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountId, DeviceId } from '../ids.ts';
import { decodeLeafName, encodeLeafName } from './leaf-name.ts';

const accountId = '686444af-b93f-45be-9495-eea4aa217063' as AccountId;

test('a leaf names an account and a device', () => {
  for (const deviceId of ['a', 'kX3-_9'.repeat(10)] as DeviceId[]) {
    expect(decodeLeafName(encodeLeafName(accountId, deviceId))).toEqual({ accountId, deviceId });
  }
});

test('any byte string yields a name that has one encoding, or nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const name = decodeLeafName(bytes);
      if (name !== undefined) expect(encodeLeafName(name.accountId, name.deviceId)).toEqual(bytes);
    }),
  );
  expect(decodeLeafName(new Uint8Array(16))).toBeUndefined();
  expect(decodeLeafName(new Uint8Array(17))).toBeUndefined();
  expect(decodeLeafName(new Uint8Array(100).fill(65))).toBeUndefined();
});
