import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { limits, type SessionId } from '@sotto/protocol';
import { socketCloseCodes } from '@sotto/protocol/socket';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Context } from '../context.ts';
import { toProblem } from '../http/error-handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Messages } from '../messages/service.ts';
import { findMailbox } from '../messages/store.ts';
import { readOrganisation } from '../organisation/store.ts';
import { openDeviceSocket } from './device-socket.ts';
import type { Hub } from './hub.ts';
import { admitSocket, refuseUpgrade, selectProtocol } from './upgrade.ts';

/** Opens the sockets of devices on an HTTP server. */
export function startRealtime(
  context: Context,
  server: HttpServer,
  hub: Hub,
  messages: Messages,
): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytesMax,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: selectProtocol,
  });
  const perAddress = new Map<string, number>();
  const alive = new Set<WebSocket>();
  let opening = 0;

  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const address = request.socket.remoteAddress ?? '';
    const { connectionsMax, connectionsPerAddressMax } = context.config;
    if (hub.size + opening >= connectionsMax || (perAddress.get(address) ?? 0) >= connectionsPerAddressMax)
      throw new ProblemError('too-many-connections');
    opening++;
    perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
    socket.once('close', () => {
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left === 0) perAddress.delete(address);
      else perAddress.set(address, left);
    });
    try {
      const admitted = await admitSocket(context, request);
      const { mailbox, incarnation } = await context.database.asActor(admitted.actor, async (tx) => ({
        mailbox: await findMailbox(tx),
        incarnation: (await readOrganisation(tx)).incarnation,
      }));
      if (mailbox === undefined) throw new ProblemError('device-not-registered');
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const connection = openDeviceSocket(webSocket, admitted, {
          context,
          messages,
          devicePk: mailbox.devicePk,
          lastSeq: mailbox.lastSeq,
          incarnation,
        });
        hub.add(mailbox.devicePk, connection)?.close(socketCloseCodes.replaced, 'replaced');
        context.metrics.sockets.set(hub.size);
        alive.add(webSocket);
        webSocket.on('pong', () => alive.add(webSocket)).on('message', () => alive.add(webSocket));
        webSocket.on('error', () => {});
        webSocket.on('close', () => {
          alive.delete(webSocket);
          openSockets.delete(webSocket);
          connection.closed();
          hub.remove(mailbox.devicePk, connection);
          context.metrics.sockets.set(hub.size);
        });
        openSockets.add(webSocket);
        connection.start();
      });
    } finally {
      opening--;
    }
  };
  const openSockets = new Set<WebSocket>();

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    open(request, socket, head).catch((error: unknown) => {
      const { code } = toProblem(error);
      if (code === 'internal') context.log.error({ error }, 'upgrade-failed');
      refuseUpgrade(socket, code);
    });
  };
  /** Every socket must have been heard of since the last round; those that were are asked again. */
  const heartbeat = setInterval(() => {
    for (const webSocket of openSockets) {
      if (!alive.delete(webSocket)) webSocket.terminate();
      else webSocket.ping();
    }
  }, limits.heartbeatMs).unref();

  server.on('upgrade', onUpgrade);
  relayEvents(context, hub);
  return {
    async stop() {
      clearInterval(heartbeat);
      server.off('upgrade', onUpgrade);
      for (const connection of [...hub.all()]) connection.close(socketCloseCodes.restarting, 'restarting');
      await messages.idle();
      for (const webSocket of openSockets) webSocket.terminate();
    },
  };
}

/** What other parts of the server have to say to devices. */
function relayEvents(context: Context, hub: Hub): void {
  context.events.on('session-ended', (sessionId: SessionId) => {
    hub.ofSession(sessionId)?.close(socketCloseCodes['session-ended'], 'session-ended');
  });
  context.events.on('devices-changed', ({ accountId, version }) => {
    for (const connection of hub.ofAccount(accountId)) {
      connection.notify({
        type: 'notice',
        notice: 'devices-changed',
        user_id: accountId,
        device_list_version: version,
      });
    }
  });
  context.events.on('prekeys-low', ({ accountId, deviceId, oneTimePrekeys, oneTimeKemPrekeys }) => {
    for (const connection of hub.ofAccount(accountId)) {
      if (connection.deviceId !== deviceId) continue;
      connection.notify({
        type: 'notice',
        notice: 'prekeys-low',
        onetime_prekeys: oneTimePrekeys,
        onetime_kem_prekeys: oneTimeKemPrekeys,
      });
    }
  });
}
