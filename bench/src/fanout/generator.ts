import { setTimeout as sleep } from 'node:timers/promises';
import { collectLatencies } from '../load/latencies.ts';
import { joinMqtt } from './mqtt-member.ts';
import type { RoomListener, RoomMember } from './room-member.ts';
import type { RoomOrder, RoomReport } from './room-order.ts';
import { joinSotto } from './sotto-member.ts';

/** The load generator of a room, in a process of its own: gets an order, says when it measures, answers a report. */
process.once('message', async (order: RoomOrder) => {
  const report = await generate(order, (event) => process.send?.({ event }));
  process.send?.({ report }, () => process.exit(0));
});

/** Every so many members read which messages come; the others count them. */
const readersEvery = 25;
const connectingAtOnce = 50;

async function generate(order: RoomOrder, say: (event: 'begin' | 'end') => void): Promise<RoomReport> {
  const { window, perSecond } = order;
  const acceptedMs = collectLatencies();
  const deliveredMs = collectLatencies();
  /** When each slot's message was sent, or should have been. */
  const sentAt = new Float64Array(2 ** 20);
  let nextSlot = 0;
  let delivered = 0;
  let refused = 0;
  let running = true;

  const members: RoomMember[] = [];
  const send = (member: RoomMember, dueAt: number) => {
    const slot = nextSlot;
    nextSlot = (nextSlot + 1) % sentAt.length;
    sentAt[slot] = dueAt;
    member.send(slot);
  };
  const listenerOf = (index: number): RoomListener => ({
    accepted(slot) {
      acceptedMs.add(performance.now() - (sentAt[slot] as number));
      if (running && perSecond === undefined) send(members[index] as RoomMember, performance.now());
    },
    refused: () => void refused++,
    delivered: (count) => {
      delivered += count;
    },
    reads:
      index % readersEvery === 0
        ? (slot) => deliveredMs.add(performance.now() - (sentAt[slot] as number))
        : undefined,
  });
  for (let from = 0; from < order.members.length; from += connectingAtOnce) {
    const some = order.members.slice(from, from + connectingAtOnce);
    members.push(...(await Promise.all(some.map((_, i) => join(order, from + i, listenerOf(from + i))))));
  }
  const senders = members.slice(0, order.senders);
  const stopOpenLoop = perSecond === undefined ? () => {} : openLoop(senders, perSecond, send);
  if (perSecond === undefined)
    for (const sender of senders) for (let i = 0; i < window; i++) send(sender, performance.now());
  await sleep(order.warmUpMs);
  acceptedMs.clear();
  deliveredMs.clear();
  [delivered, refused] = [0, 0];
  say('begin');
  const started = performance.now();
  await sleep(order.measureMs);
  const seconds = (performance.now() - started) / 1000;
  say('end');
  const report = {
    seconds,
    accepted: acceptedMs.count,
    delivered,
    refused,
    acceptedMs: acceptedMs.percentiles(),
    deliveredMs: deliveredMs.percentiles(),
  };
  running = false;
  stopOpenLoop();
  await sleep(1500);
  for (const member of members) member.close();
  return report;
}

function join(order: RoomOrder, index: number, listener: RoomListener): Promise<RoomMember> {
  const { room, payloadBytes } = order;
  const account = order.members[index];
  if (account === undefined) throw new Error('there is no such member');
  return room.kind === 'sotto'
    ? joinSotto(room, account, payloadBytes, listener)
    : joinMqtt(room, `member${index}`, payloadBytes, listener);
}

/** So many a second, each counted from when it was due: whoever stalls is charged for all it kept waiting. */
function openLoop(
  senders: readonly RoomMember[],
  perSecond: number,
  send: (member: RoomMember, dueAt: number) => void,
): () => void {
  const started = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1000) * perSecond;
    for (; sent < due; sent++)
      send(senders[sent % senders.length] as RoomMember, started + (sent / perSecond) * 1000);
  }, 1);
  return () => clearInterval(timer);
}
