import { startServerProcess, type WireAccount } from '@sotto/testing';
import type { BenchAccount, LoadOrder } from './load/bench-account.ts';
import { benchOrganisation } from './load/bench-organisation.ts';
import { type LoadResult, runLoad } from './load/run-load.ts';

const pairs = 100;
const base = { payloadBytes: 500, window: 8, warmUpMs: 3000, measureMs: 10_000 };

/**
 * Durable messages a second through the real server with its embedded database: 100 pairs, window 8, 500
 * bytes, each acknowledged to its sender after the commit. First 1,000 a second whatever happens; then as
 * fast as it goes, with receivers that are connected and acknowledge, and with none. Only the rate limits
 * are raised, for the sign-ups.
 */
export async function directMessages(): Promise<Record<string, number>> {
  const server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  try {
    const startedAt = performance.now();
    const accounts = await benchOrganisation(server, pairs * 2);
    const setUpSeconds = (performance.now() - startedAt) / 1000;
    const load = (more: Partial<LoadOrder>) =>
      runLoad(
        { ...base, url: server.url, pairs: pairsOf(accounts), receiversOnline: true, ...more },
        server.child.pid as number,
      );
    // Latency first: what a burst leaves to be written to disk would be counted against it.
    const paced = await load({ perSecond: 1000 });
    const online = await load({});
    const absent = await load({ receiversOnline: false });
    return {
      'set up, seconds': round(setUpSeconds),
      ...throughput('online', online),
      ...latency('online', online),
      ...latency('1,000 a second', paced),
      ...cpu('1,000 a second', paced),
      ...throughput('absent', absent),
    };
  } finally {
    await server.remove();
  }
}

function throughput(name: string, result: LoadResult): Record<string, number> {
  return {
    [`messages a second, ${name}`]: Math.round(result.accepted / result.seconds),
    ...cpu(name, result),
    ...(result.refused > 0 ? { [`refused, ${name}`]: result.refused } : {}),
  };
}

function cpu(name: string, { cpuUs }: LoadResult): Record<string, number> {
  return {
    [`CPU µs a message, ${name}`]: round(cpuUs.server + cpuUs.database),
    [`CPU µs a message, ${name}, server`]: round(cpuUs.server),
    [`CPU µs a message, ${name}, database`]: round(cpuUs.database),
  };
}

function latency(name: string, { acceptedMs, deliveredMs }: LoadResult): Record<string, number> {
  return {
    [`accepted p50 ms, ${name}`]: round(acceptedMs.p50),
    [`accepted p99 ms, ${name}`]: round(acceptedMs.p99),
    [`delivered p50 ms, ${name}`]: round(deliveredMs.p50),
    [`delivered p99 ms, ${name}`]: round(deliveredMs.p99),
  };
}

function pairsOf(accounts: readonly WireAccount[]): LoadOrder['pairs'] {
  const plain = accounts.map(
    ({ accountId, deviceId, token }): BenchAccount => ({ accountId, deviceId, token }),
  );
  return Array.from({ length: accounts.length / 2 }, (_, i) => ({
    sender: plain[2 * i] as BenchAccount,
    receiver: plain[2 * i + 1] as BenchAccount,
  }));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
