import { ready } from '@sotto/crypto/primitives';
import { libsignalParty, type Party, sottoParty } from '@sotto/testing/signal-interop';

const messageBytes = 200;
const pingPongs = 1500;
const bursts = 6000;

/**
 * Messages a second through one direct session on one core, each encrypted and decrypted, 200 bytes: our
 * own sessions and Signal's native library in the same run. Every state change is kept in memory; `stored`
 * also encodes and decodes our record around every step, as a client that keeps it in a database does.
 */
export async function directSession(): Promise<Record<string, number>> {
  await ready();
  return {
    'ping-pong': await pingPong(await ours({ stored: false })),
    'ping-pong, stored': await pingPong(await ours({ stored: true })),
    'ping-pong, libsignal 0.90.0': await pingPong(await theirs()),
    burst: await burst(await ours({ stored: false })),
    'burst, stored': await burst(await ours({ stored: true })),
    'burst, libsignal 0.90.0': await burst(await theirs()),
  };
}

type Pair = readonly [Party, Party];

async function ours(options: { stored: boolean }): Promise<Pair> {
  let identities: readonly Uint8Array[] = [];
  const pair = [0, 1].map((side) => sottoParty(() => identities[1 - side] as Uint8Array, options)) as [
    Party,
    Party,
  ];
  identities = pair.map((party) => party.offer({ oneTimePrekey: false }).identityKey);
  return introduced(pair);
}

async function theirs(): Promise<Pair> {
  return introduced([libsignalParty('0.90.0', 'second'), libsignalParty('0.90.0', 'first')]);
}

async function introduced([first, second]: Pair): Promise<Pair> {
  await first.initiate(second.offer({ oneTimePrekey: true }));
  await second.receive(await first.send(new Uint8Array(1)));
  await first.receive(await second.send(new Uint8Array(1)));
  return [first, second];
}

async function pingPong([first, second]: Pair): Promise<number> {
  const text = new Uint8Array(messageBytes);
  return rate(pingPongs, async () => {
    await second.receive(await first.send(text));
    await first.receive(await second.send(text));
  }).then((perSecond) => 2 * perSecond);
}

async function burst([first, second]: Pair): Promise<number> {
  const text = new Uint8Array(messageBytes);
  return rate(bursts, async () => {
    await second.receive(await first.send(text));
  });
}

/** How often a second, after a warm-up of a fifth. */
async function rate(times: number, act: () => Promise<void>): Promise<number> {
  for (let i = 0; i < times / 5; i++) await act();
  const started = performance.now();
  for (let i = 0; i < times; i++) await act();
  return Math.round(times / ((performance.now() - started) / 1000));
}
