import { routes } from '@sotto/protocol/http';
import { callRoute, startServerProcess } from '@sotto/testing';
import { benchOrganisation } from './load/bench-organisation.ts';
import { collectLatencies } from './load/latencies.ts';
import { processTimes } from './process-times.ts';

const people = 60;
const prekeys = 50;
const atOnce = 8;

/** Prekey bundles a second over HTTP, each with its one-time prekeys taken out of the database. */
export async function bundle(): Promise<Record<string, number>> {
  const server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  try {
    const accounts = await benchOrganisation(server, people);
    const [caller, ...targets] = accounts;
    if (caller === undefined) throw new Error('nobody signed up');
    const orders = Array.from({ length: prekeys }, () => targets).flat();
    const latencies = collectLatencies();
    let next = 0;
    let lastResort = 0;
    const pid = server.child.pid as number;
    const before = processTimes(pid);
    const started = performance.now();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let target = orders[next++]; target !== undefined; target = orders[next++]) {
          const at = performance.now();
          const { devices } = await callRoute(server.url, routes.getBundle, {
            token: caller.token,
            params: { user_id: target.accountId },
          });
          latencies.add(performance.now() - at);
          if (devices[0]?.kem_prekey_last_resort !== false) lastResort++;
        }
      }),
    );
    const seconds = (performance.now() - started) / 1000;
    const after = processTimes(pid);
    const { p50, p99 } = latencies.percentiles();
    const perBundle = (us: number) => Math.round(us / orders.length);
    const [serverUs, databaseUs] = [after.server - before.server, after.database - before.database];
    return {
      'bundles a second': Math.round(orders.length / seconds),
      'CPU µs a bundle': perBundle(serverUs + databaseUs),
      'CPU µs a bundle, server': perBundle(serverUs),
      'CPU µs a bundle, database': perBundle(databaseUs),
      'p50 ms': p50,
      'p99 ms': p99,
      'with the last-resort key': lastResort,
    };
  } finally {
    await server.remove();
  }
}
