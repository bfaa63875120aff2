import { openDatabase, type ServerProcess, startServerProcess } from '@sotto/testing';
import { startMosquitto } from './fanout/mosquitto.ts';
import type { RoomAddress, RoomOrder } from './fanout/room-order.ts';
import { type RoomResult, runRoom } from './fanout/run-room.ts';
import { commitInTurn, seededGroup } from './fanout/seeded-group.ts';
import { seededMembers } from './fanout/seeded-members.ts';

const memberCount = 1500;
const base = { senders: 20, payloadBytes: 500, window: 4, warmUpMs: 3000, measureMs: 10_000 };
/** Open loop: 15,000 deliveries a second. */
const pacedPerSecond = 10;
/** One is on its way to the disk while the one before goes to the members. */
const oneAtATime = { senders: 2, window: 1 };
const commits = 60;
const brokerPort = 8390;

/**
 * One group with 1,500 connected members on the real server with its embedded database: 500-byte messages from
 * 20 of them, each durable before it is acknowledged, each delivered to all. Then the same room kept by
 * mosquitto, if it is installed, in the same run: once with nothing acknowledged (QoS 0), once with every
 * delivery acknowledged (QoS 1), both without anything stored. Only the rate limits are raised.
 */
export async function groupFanout(): Promise<Record<string, number>> {
  const ours = await fanOutOfOurs();
  const peers: Record<string, number> = {};
  const broker = await startMosquitto(brokerPort);
  if (broker !== undefined) {
    try {
      for (const qos of [0, 1] as const) {
        const name = `mosquitto QoS ${qos}`;
        const room: RoomAddress = { kind: 'mqtt', port: broker.port, qos };
        const members = Array.from({ length: memberCount }, () => ({
          accountId: '',
          deviceId: '',
          token: '',
        }));
        const paced = await runRoom({ ...base, room, members, perSecond: pacedPerSecond }, broker.pid);
        Object.assign(peers, latency(name, paced));
        Object.assign(peers, throughput(name, await runRoom({ ...base, room, members }, broker.pid)));
      }
    } finally {
      await broker.stop();
    }
  }
  return { ...ours, ...peers };
}

async function fanOutOfOurs(): Promise<Record<string, number>> {
  const server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  try {
    const members = await seededMembers(server, memberCount);
    const group = await seededGroup(server.url, members);
    const room: RoomAddress = { kind: 'sotto', url: server.url, groupId: group.groupId, epoch: group.epoch };
    const order: RoomOrder = { ...base, room, members };
    // Latency first: what a burst leaves to be written to disk would be counted against it.
    const paced = await runRoom({ ...order, perSecond: pacedPerSecond }, server.child.pid as number);
    // What is sent at about the same time shares a frame; one message at a time has none to share.
    const single = await runRoom({ ...order, ...oneAtATime }, server.child.pid as number);
    const rowsBefore = await countRows(server);
    const burst = await runRoom(order, server.child.pid as number);
    const rows = await countRows(server);
    const waited = await commitInTurn(server.url, group, members, commits);
    const sent = rows.messages - rowsBefore.messages;
    return {
      'set up with 1,499 Welcomes, seconds': round(group.setUpSeconds),
      ...throughput('ours', burst),
      ...throughput('ours, one message a frame', single),
      'log rows written a message': round3((rows.events - rowsBefore.events) / sent),
      'rows of all tables written a message, cursors of 1,500 devices included': round3(
        (rows.written - rowsBefore.written) / sent,
      ),
      'messages a database transaction': round(sent / (rows.batches - rowsBefore.batches)),
      ...latency('ours', paced),
      'commit accepted p50 ms, with 380 kB of GroupInfo': round(waited[Math.floor(commits / 2)] ?? 0),
      'commit accepted p99 ms, with 380 kB of GroupInfo': round(waited.at(-1) ?? 0),
    };
  } finally {
    await server.remove();
  }
}

/** Messages and batches the server has counted, rows of the logs, and rows of all tables ever written. */
async function countRows(
  server: ServerProcess,
): Promise<{ messages: number; batches: number; events: number; written: number }> {
  const database = await openDatabase(server, 'owner');
  // Cursors are written within a second, statistics follow within another.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const { rows } = await database.query<{ events: string; written: string }>(
    `select (select count(*) from group_events) as events,
            (select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables) as written`,
  );
  await database.end();
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const metric = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
  return {
    messages: metric('sotto_group_messages_total'),
    batches: metric('sotto_group_batch_messages_count'),
    events: Number(rows[0]?.events),
    written: Number(rows[0]?.written),
  };
}

function throughput(name: string, result: RoomResult): Record<string, number> {
  return {
    [`deliveries a second, ${name}`]: Math.round(result.delivered / result.seconds),
    [`messages a second, ${name}`]: round(result.accepted / result.seconds),
    [`CPU µs a delivery, ${name}`]: round(result.cpuUs.server + result.cpuUs.database),
    ...(result.refused > 0 ? { [`refused, ${name}`]: result.refused } : {}),
  };
}

function latency(name: string, { deliveredMs }: RoomResult): Record<string, number> {
  return {
    [`delivered p50 ms at 15,000 a second, ${name}`]: round(deliveredMs.p50),
    [`delivered p99 ms at 15,000 a second, ${name}`]: round(deliveredMs.p99),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
