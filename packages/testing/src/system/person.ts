import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConversationId, createClient, type LocalClient, type TimelineItem } from '@sotto/client';
import type { Logger } from '@sotto/client/platform';
import { nodeFilePlatform, nodePlatform } from '@sotto/store-node';
import { seeded } from '../seeded.ts';
import { lifeOf } from './life.ts';
import { type PowerCutStore, powerCutStore } from './power-cut-store.ts';
import { type UnreliableBytes, unreliableBytes } from './unreliable-bytes.ts';
import { type UnreliableNetwork, unreliableNetwork } from './unreliable-network.ts';
import { waitUntil } from './wait-until.ts';

/** One device of somebody: a real client over a store and a network that a test can break. */
export type PersonDevice = {
  readonly username: string;
  readonly store: PowerCutStore;
  readonly network: UnreliableNetwork;
  readonly bytes: UnreliableBytes;
  /** Where its sealed files are. */
  readonly folder: string;
  /** Everything it logged. */
  readonly log: readonly string[];
  /** The client that runs now; another one after a restart. */
  readonly client: LocalClient;
  /** Closes it properly and starts it again from its store. */
  restart(): Promise<void>;
  /** Starts it again after its power was cut. */
  recover(): Promise<void>;
  /** Waits until it is signed in, caught up and has nothing left to send. */
  settled(): Promise<void>;
  /** The whole timeline of a conversation, oldest first. */
  history(conversationId: ConversationId): Promise<readonly TimelineItem[]>;
  close(): Promise<void>;
};

export const passphraseOf = (username: string) => `a long passphrase of ${username}`;

export async function personDevice(serverUrl: string, username: string, seed: number): Promise<PersonDevice> {
  const store = powerCutStore();
  const log: string[] = [];
  const logger: Logger = (level, code, counts) => log.push(JSON.stringify([level, code, counts ?? {}]));
  const real = nodePlatform({ log: logger });
  const folder = mkdtempSync(join(tmpdir(), 'sotto-device-'));
  const files = nodeFilePlatform(folder);
  const bytes = unreliableBytes(files.bytes);
  const network = unreliableNetwork(real.http, real.socket, seeded(seed));
  let endLife = () => {};

  function open(): LocalClient {
    const life = lifeOf(real, network);
    endLife = () => {
      life.end();
      bytes.drop();
    };
    const platform = { ...real, ...life.platform, store, files: { ...files, bytes: bytes.transport } };
    return createClient({ platform, serverUrl });
  }

  let client = open();
  store.onCut(() => endLife());
  await client.ready();

  return {
    username,
    store,
    network,
    bytes,
    folder,
    log,
    get client() {
      return client;
    },
    async restart() {
      await client.close();
      client = open();
      await client.ready();
    },
    async recover() {
      if (!store.isCut) store.cut();
      client = open();
      await client.ready();
    },
    async settled() {
      await waitUntil(`${username} is online`, () => client.connection.current.kind === 'online');
      await waitUntil(`${username} has sent everything`, () =>
        client.conversations.current.every((one) => one.lastMessage?.state !== 'waiting'),
      );
    },
    async history(conversationId) {
      const handle = client.openTimeline(conversationId);
      while (handle.timeline.current.hasOlder) await handle.loadOlder();
      handle.close();
      return handle.timeline.current.items;
    },
    async close() {
      await client.close().catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
