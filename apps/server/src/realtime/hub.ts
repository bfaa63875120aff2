import type { AccountId, DeviceId } from '@sotto/protocol';
import type { StoredEnvelope } from '../messages/store.ts';

/** One connected device, as the rest of the server sees it. */
export type Connection = {
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly sessionId: string;
  deliver(envelope: StoredEnvelope): void;
  /** Tell the device something that is not a message. */
  notify(frame: object): void;
  close(code: number, reason: string): void;
};

/** Which devices are connected here, and how to reach them. */
export type Hub = {
  /** Registers a connection; the device's former one is closed by the caller's `replaced`. */
  add(devicePk: number, connection: Connection): Connection | undefined;
  remove(devicePk: number, connection: Connection): void;
  deliver(devicePk: number, envelope: StoredEnvelope): void;
  ofDevice(devicePk: number): Connection | undefined;
  ofAccount(accountId: AccountId): readonly Connection[];
  ofSession(sessionId: string): Connection | undefined;
  all(): Iterable<Connection>;
  readonly size: number;
};

export function createHub(): Hub {
  const byDevice = new Map<number, Connection>();
  const byAccount = new Map<AccountId, Set<Connection>>();
  const bySession = new Map<string, Connection>();
  const forget = (connection: Connection) => {
    const siblings = byAccount.get(connection.accountId);
    siblings?.delete(connection);
    if (siblings?.size === 0) byAccount.delete(connection.accountId);
    if (bySession.get(connection.sessionId) === connection) bySession.delete(connection.sessionId);
  };
  return {
    add(devicePk, connection) {
      const former = byDevice.get(devicePk);
      if (former !== undefined) forget(former);
      byDevice.set(devicePk, connection);
      bySession.set(connection.sessionId, connection);
      const siblings = byAccount.get(connection.accountId) ?? new Set();
      byAccount.set(connection.accountId, siblings.add(connection));
      return former;
    },
    remove(devicePk, connection) {
      if (byDevice.get(devicePk) !== connection) return;
      byDevice.delete(devicePk);
      forget(connection);
    },
    deliver: (devicePk, envelope) => byDevice.get(devicePk)?.deliver(envelope),
    ofDevice: (devicePk) => byDevice.get(devicePk),
    ofAccount: (accountId) => [...(byAccount.get(accountId) ?? [])],
    ofSession: (sessionId) => bySession.get(sessionId),
    all: () => byDevice.values(),
    get size() {
      return byDevice.size;
    },
  };
}
