import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { AccountId, DeviceId, type ProblemCode, problem } from '@sotto/protocol';
import { type FrameEncoding, socketProtocols, socketTokenPrefix } from '@sotto/protocol/socket';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';

/** An upgrade that may become a socket: who it is, and in which encoding it speaks. */
export type AdmittedSocket = {
  readonly actor: Actor;
  readonly tokenExpiresAt: number;
  readonly encoding: FrameEncoding;
};

/**
 * Every gate before a socket exists: path, origin, token, and that the path names the token's account and
 * device (REQ-N2, REQ-N3).
 *
 * @throws ProblemError
 */
export async function admitSocket(context: Context, request: IncomingMessage): Promise<AdmittedSocket> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const [, root, account, device, ...more] = pathname.split('/');
  const accountId = AccountId.safeParse(account);
  const deviceId = DeviceId.safeParse(device);
  if (root !== 'ws' || more.length > 0 || !accountId.success || !deviceId.success)
    throw new ProblemError('not-found');
  requireOrigin(context, request);
  const offered = protocolsOf(request);
  const bearer = tokenOf(request, offered);
  if (bearer === undefined) throw new ProblemError('not-signed-in');
  const { actor, expiresAt } = await context.tokens.verifyWithExpiry(bearer);
  if (actor.accountId !== accountId.data) throw new ProblemError('not-your-account');
  if (actor.deviceId !== deviceId.data) throw new ProblemError('not-your-device');
  return {
    actor,
    tokenExpiresAt: expiresAt,
    encoding: offered.includes(socketProtocols.cbor) ? 'cbor' : 'json',
  };
}

/** The subprotocol to answer with: never the one that carries the token. */
export function selectProtocol(offered: Set<string>): string | false {
  for (const protocol of [socketProtocols.cbor, socketProtocols.json])
    if (offered.has(protocol)) return protocol;
  return false;
}

/** Answers an upgrade with a problem document and ends it. */
export function refuseUpgrade(socket: Duplex, code: ProblemCode): void {
  const answer = problem(code);
  const body = JSON.stringify(answer);
  socket.end(
    `HTTP/1.1 ${answer.status} Refused\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Where a request comes from; behind our own reverse proxy, what that says. */
export function addressOf(context: Context, request: IncomingMessage): string {
  const peer = request.socket.remoteAddress ?? '';
  if (!context.config.trustProxy || !loopback.test(peer)) return peer;
  const forwarded = request.headers['x-forwarded-for'];
  const chain = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',');
  return chain.at(-1)?.trim() || peer;
}

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** A page of another origin may not open a socket; a program that is no browser sends no origin. */
function requireOrigin(context: Context, request: IncomingMessage): void {
  const { origin, host } = request.headers;
  if (origin === undefined) return;
  const { config } = context;
  const scheme =
    config.tls !== undefined || (config.trustProxy && config.publicUrl?.startsWith('https:'))
      ? 'https'
      : 'http';
  const allowed = [`${scheme}://${host}`, config.publicUrl, ...config.allowedOrigins];
  if (!allowed.includes(origin)) throw new ProblemError('origin-refused');
}

function protocolsOf(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((text) => text.trim());
}

function tokenOf(request: IncomingMessage, offered: readonly string[]): string | undefined {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer') return token;
  return offered.find((text) => text.startsWith(socketTokenPrefix))?.slice(socketTokenPrefix.length);
}
