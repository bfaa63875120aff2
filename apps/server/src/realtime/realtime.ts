import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '@sotto/protocol';
import { WebSocketServer } from 'ws';
import type { Context } from '../context.ts';
import type { Groups } from '../groups/service.ts';
import { toProblem } from '../http/error-handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Messages } from '../messages/service.ts';
import { createConnection } from './connection.ts';
import type { GroupHub } from './group-hub.ts';
import type { Hub } from './hub.ts';
import { relayNotices } from './relay-notices.ts';
import { createSocketCounts } from './socket-counts.ts';
import { addressOf, admitSocket, refuseUpgrade, selectProtocol } from './upgrade.ts';

const tickMs = 1000;
/** How long sockets may take to say goodbye when the server stops. */
const farewellMs = 1000;

export type RealtimeParts = {
  readonly hub: Hub;
  readonly groupHub: GroupHub;
  readonly messages: Messages;
  readonly groups: Groups;
};

/** Opens the sockets of devices on an HTTP server. */
export function startRealtime(
  context: Context,
  server: HttpServer,
  { hub, groupHub, messages, groups }: RealtimeParts,
): { stop(): Promise<void> } {
  const { config, metrics } = context;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytesMax,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: selectProtocol,
  });
  const counts = createSocketCounts({
    max: config.connectionsMax,
    perAddressMax: config.connectionsPerAddressMax,
  });

  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.once('close', counts.open(addressOf(context, request)));
    const { actor, tokenExpiresAt, encoding } = await admitSocket(context, request);
    const mailbox = await messages.findMailbox(actor);
    if (mailbox === undefined) throw new ProblemError('device-not-registered');
    // The session may have ended while its mailbox was looked for; from here on the hub hears of it.
    if (context.tokens.hasEnded(actor.sessionId)) throw new ProblemError('session-ended');
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const who = { actor, tokenExpiresAt, mailbox };
      const connection = createConnection({
        context,
        messages,
        groups,
        groupHub,
        ws,
        socket,
        encoding,
        ...who,
      });
      hub.add(connection);
      connection.start();
      metrics.sockets.set(hub.size);
      ws.once('close', () => {
        hub.remove(connection);
        metrics.sockets.set(hub.size);
      });
    });
  };
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    open(request, socket, head).catch((error: unknown) => {
      const { code } = toProblem(error);
      if (code === 'internal') context.log.error({ error }, 'upgrade-failed');
      refuseUpgrade(socket, code);
    });
  };
  const ticking = setInterval(() => {
    const now = Date.now();
    for (const connection of hub.all()) connection.tick(now);
  }, tickMs).unref();

  server.on('upgrade', onUpgrade);
  relayNotices(context.events, hub);
  return {
    async stop() {
      clearInterval(ticking);
      server.off('upgrade', onUpgrade);
      server.on('upgrade', (_request, socket) => refuseUpgrade(socket, 'unavailable'));
      await Promise.all([messages.idle(), groups.idle()]);
      for (const connection of hub.all()) connection.close('restarting');
      const deadline = Date.now() + farewellMs;
      while (hub.size > 0 && Date.now() < deadline) await sleep(10);
      for (const connection of hub.all()) connection.terminate();
    },
  };
}
