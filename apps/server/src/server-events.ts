import { EventEmitter } from 'node:events';
import type { AccountId, DeviceId, SessionId } from '@sotto/protocol';

/** What one part of the server tells the others, within this process. */
type Events = {
  /** Its tokens no longer work; its sockets must close. */
  'session-ended': [SessionId];
  'device-removed': [AccountId, DeviceId];
  'devices-changed': [{ accountId: AccountId; version: number }];
  'prekeys-low': [
    { accountId: AccountId; deviceId: DeviceId; oneTimePrekeys: number; oneTimeKemPrekeys: number },
  ];
  'key-packages-low': [{ accountId: AccountId; deviceId: DeviceId; suite: number; keyPackages: number }];
};

export type ServerEvents = EventEmitter<Events>;

export function createServerEvents(): ServerEvents {
  return new EventEmitter<Events>();
}
