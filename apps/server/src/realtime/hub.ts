import type { AccountId, DeviceId, SessionId } from '@sotto/protocol';
import type { FanOut } from '../messages/service.ts';
import type { StoredEnvelope } from '../messages/stored-envelope.ts';
import type { Bus } from './bus.ts';
import type { GroupStreams } from './group-streams.ts';
import type { SharedFrame } from './shared-frame.ts';

/** One connected device, as the rest of the server sees it. */
export type Connection = {
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly devicePk: number;
  readonly sessionId: SessionId;
  /** Begins to send what waits; from here on the hub tells it what is new. */
  start(): void;
  deliver(envelope: StoredEnvelope): void;
  lookAgain(): void;
  notify(frame: SharedFrame): void;
  readonly groups: GroupStreams;
  /** Whether this device has written to the account, or heard from it, since it connected. */
  knows(accountId: AccountId): boolean;
  close(reason: CloseReason): void;
  terminate(): void;
  /** Once a second: heartbeat, token expiry, readers that are stuck. */
  tick(nowMs: number): void;
};

export type CloseReason =
  | 'session-ended'
  | 'token-expired'
  | 'slow-reader'
  | 'replaced'
  | 'too-many-errors'
  | 'restarting';

/** Which devices are connected here. A device has one connection, so an account has at most as many as devices. */
export type Hub = FanOut & {
  /** The device's former connection, if there is one, is closed as replaced. */
  add(connection: Connection): void;
  remove(connection: Connection): void;
  ofDevice(accountId: AccountId, deviceId: DeviceId): Connection | undefined;
  ofRow(devicePk: number): Connection | undefined;
  all(): Iterable<Connection>;
  readonly size: number;
};

export function createHub(bus: Bus): Hub {
  const connections = new Map<number, Connection>();
  const byName = new Map<string, Connection>();
  const nameOf = (accountId: AccountId, deviceId: DeviceId) => `${accountId} ${deviceId}`;
  const remove = (connection: Connection) => {
    if (connections.get(connection.devicePk) !== connection) return;
    connections.delete(connection.devicePk);
    byName.delete(nameOf(connection.accountId, connection.deviceId));
  };
  bus.onAnnouncement((devicePk) => connections.get(devicePk)?.lookAgain());
  return {
    add(connection) {
      const former = connections.get(connection.devicePk);
      connections.set(connection.devicePk, connection);
      byName.set(nameOf(connection.accountId, connection.deviceId), connection);
      former?.close('replaced');
    },
    remove,
    deliver(devicePk, envelope) {
      const connection = connections.get(devicePk);
      if (connection === undefined) bus.announce(devicePk);
      else connection.deliver(envelope);
    },
    lookAgain(devicePk) {
      const connection = connections.get(devicePk);
      if (connection === undefined) bus.announce(devicePk);
      else connection.lookAgain();
    },
    ofRow: (devicePk) => connections.get(devicePk),
    ofDevice: (accountId, deviceId) => byName.get(nameOf(accountId, deviceId)),
    all: () => connections.values(),
    get size() {
      return connections.size;
    },
  };
}
