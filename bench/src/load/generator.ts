import { socketPath, socketProtocols } from '@sotto/protocol/socket';
import { WebSocket } from 'ws';
import type { BenchAccount, LoadOrder, LoadReport } from './bench-account.ts';
import { acknowledgeFrame, readMessages, sendFrames, slotOfAccepted } from './fast-frames.ts';
import { collectLatencies } from './latencies.ts';

/** The load generator, in a process of its own: gets an order, says when it measures, answers a report. */
process.once('message', async (order: LoadOrder) => {
  const report = await generate(order, (event) => process.send?.({ event }));
  process.send?.({ report }, () => process.exit(0));
});

async function generate(order: LoadOrder, say: (event: 'begin' | 'end') => void): Promise<LoadReport> {
  const { pairs, window, payloadBytes, perSecond } = order;
  const acceptedMs = collectLatencies();
  const deliveredMs = collectLatencies();
  /** When each slot's message was sent, or should have been. */
  const sentAt = new Float64Array(2 ** 20);
  let nextSlot = 0;
  let refused = 0;
  let running = true;

  const send = (pair: Pair, dueAt: number) => {
    const slot = nextSlot;
    nextSlot = (nextSlot + 1) % sentAt.length;
    sentAt[slot] = dueAt;
    pair.socket.send(pair.frame(slot));
  };
  const opened: Pair[] = await Promise.all(
    pairs.map(async ({ sender, receiver }) => {
      const pair: Pair = { socket: await open(order.url, sender), frame: sendFrames(receiver, payloadBytes) };
      pair.socket.on('message', (data: Buffer) => {
        const slot = slotOfAccepted(data);
        if (slot === undefined) {
          if (data.includes('error')) refused++;
          return;
        }
        acceptedMs.add(performance.now() - (sentAt[slot] as number));
        if (running && perSecond === undefined) send(pair, performance.now());
      });
      return pair;
    }),
  );
  const receivers = await Promise.all(
    order.receiversOnline ? pairs.map(({ receiver }) => listen(order.url, receiver)) : [],
  );
  async function listen(url: string, receiver: BenchAccount): Promise<WebSocket> {
    const socket = await open(url, receiver);
    socket.on('message', (data: Buffer) => {
      const read = readMessages(data);
      if (read === undefined) return;
      const now = performance.now();
      for (const slot of read.slots) deliveredMs.add(now - (sentAt[slot] as number));
      socket.send(acknowledgeFrame(read.cursor));
    });
    return socket;
  }

  const stopOpenLoop = perSecond === undefined ? () => {} : openLoop(opened, perSecond, send);
  if (perSecond === undefined)
    for (const pair of opened) for (let i = 0; i < window; i++) send(pair, performance.now());
  await sleep(order.warmUpMs);
  acceptedMs.clear();
  deliveredMs.clear();
  refused = 0;
  say('begin');
  const started = performance.now();
  await sleep(order.measureMs);
  const seconds = (performance.now() - started) / 1000;
  say('end');
  const report = {
    seconds,
    accepted: acceptedMs.count,
    delivered: deliveredMs.count,
    refused,
    acceptedMs: acceptedMs.percentiles(),
    deliveredMs: deliveredMs.percentiles(),
  };
  running = false;
  stopOpenLoop();
  await sleep(500);
  for (const socket of [...opened.map((pair) => pair.socket), ...receivers]) socket.close();
  return report;
}

type Pair = { readonly socket: WebSocket; readonly frame: (slot: number) => Buffer };

/** So many a second, each counted from when it was due: a server that stalls is charged for all it kept waiting. */
function openLoop(
  pairs: readonly Pair[],
  perSecond: number,
  send: (pair: Pair, dueAt: number) => void,
): () => void {
  const started = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1000) * perSecond;
    for (; sent < due; sent++) send(pairs[sent % pairs.length] as Pair, started + (sent / perSecond) * 1000);
  }, 1);
  return () => clearInterval(timer);
}

function open(url: string, account: BenchAccount): Promise<WebSocket> {
  const address = `${url.replace(/^http/, 'ws')}${socketPath(account.accountId as never, account.deviceId as never)}`;
  const socket = new WebSocket(address, socketProtocols.cbor, {
    headers: { authorization: `Bearer ${account.token}` },
    perMessageDeflate: false,
    skipUTF8Validation: true,
  });
  socket.binaryType = 'nodebuffer';
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
