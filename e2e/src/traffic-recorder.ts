import { connect, createServer, type Socket } from 'node:net';
import { decodeFrames } from './websocket-frames.ts';

/** Everything that passed between clients and server, as a listener on the wire would have it. */
export type TrafficRecorder = {
  /** Where clients connect instead of the server. */
  readonly url: string;
  /** All bytes so far, sockets' frames unmasked. */
  bytes(): Buffer;
  /** Cuts every connection and refuses new ones, as a broken network does; `up` mends it. */
  down(): void;
  up(): void;
  close(): Promise<void>;
};

/** Stands between clients and a server on this machine and keeps what passes. */
export async function recordTraffic(serverUrl: () => string): Promise<TrafficRecorder> {
  const recorded: { up: Buffer[]; down: Buffer[] }[] = [];
  const sockets = new Set<Socket>();
  let broken = false;
  const server = createServer((client) => {
    if (broken) {
      client.destroy();
      return;
    }
    const { hostname, port } = new URL(serverUrl());
    const upstream = connect(Number(port), hostname);
    const passed = { up: [] as Buffer[], down: [] as Buffer[] };
    recorded.push(passed);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => {
      passed.up.push(chunk as Buffer);
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      passed.down.push(chunk as Buffer);
      client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    bytes() {
      return Buffer.concat(
        recorded.flatMap(({ up, down }) =>
          [up, down].flatMap((chunks) => {
            const raw = Buffer.concat(chunks);
            return [raw, decodeFrames(raw)];
          }),
        ),
      );
    },
    down() {
      broken = true;
      for (const socket of sockets) socket.destroy();
    },
    up() {
      broken = false;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
