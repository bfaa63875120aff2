import { verifyRefresh } from '@sotto/crypto/public';
import {
  type AccountId,
  type DeviceId,
  decodeBase64,
  encodeBase64,
  limits,
  type RequestId,
  type SessionId,
} from '@sotto/protocol';
import type { finishLogin as FinishLogin, RouteAnswer, RouteBody, Tokens } from '@sotto/protocol/http';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import { issueTokens } from './issue-tokens.ts';
import { signDeviceIn } from './sign-device-in.ts';
import {
  advanceSession,
  endLockedSession,
  endOwnSession,
  findLogin,
  listOwnSessions,
  lockSession,
  putExchange,
  takeExchange,
} from './store.ts';

/** First half of a login. Throttled; equal for unknown names. */
export async function startLogin(
  context: Context,
  username: string,
  request: string,
  address: string,
): Promise<{ login_id: string; login_response: string }> {
  context.loginThrottle.begin(username, address);
  return context.database.asNobody(async (tx) => {
    const login = await findLogin(tx, username);
    const { state, response } = context.opaque.startLogin(username, login, request);
    const expiresAt = new Date(Date.now() + limits.opaqueExchangeSeconds * 1000);
    // The name travels with the exchange, so that a failure counts against it.
    const id = await putExchange(
      tx,
      login?.account_id ?? null,
      JSON.stringify({ username, state }),
      expiresAt,
    );
    return { login_id: id, login_response: response };
  });
}

/** Second half of a login: a session for this device, and the wrapped identity key. */
export async function finishLogin(
  context: Context,
  body: RouteBody<typeof FinishLogin>,
  address: string,
): Promise<RouteAnswer<typeof FinishLogin>> {
  const accountId = await finishExchange(context, body.login_id, body.login_finish, address);
  const { signedIn, row, finish } = await context.database.asNobody((tx) =>
    signDeviceIn(
      context,
      tx,
      accountId,
      body.device_id as DeviceId,
      decodeBase64(body.device_signature_key) as Uint8Array,
    ),
  );
  finish();
  return {
    ...signedIn,
    identity_key: encodeBase64(row.identity_key),
    wrapped_identity_key: encodeBase64(row.wrapped_identity_key),
  };
}

/**
 * The account behind a finished exchange.
 *
 * @throws ProblemError `login-expired`, or `sign-in-failed` for a wrong passphrase and an unknown name alike.
 */
export async function finishExchange(
  context: Context,
  id: string,
  finish: string,
  address: string,
): Promise<AccountId> {
  const exchange = await context.database.asNobody((tx) => takeExchange(tx, asUuid(id)));
  if (exchange === undefined) throw new ProblemError('login-expired');
  const { username, state } = JSON.parse(exchange.state) as { username: string; state: string };
  const proven = context.opaque.finishLogin(state, finish);
  if (!proven || exchange.account_id === null) throw new ProblemError('sign-in-failed');
  context.loginThrottle.succeeded(username, address);
  return exchange.account_id;
}

/**
 * New tokens for a refresh token. The same request again gets the same answer; any other use of an old
 * token ends the session: somebody has a copy.
 */
export async function refreshSession(
  context: Context,
  token: string,
  requestId: RequestId,
  signature: Uint8Array,
): Promise<Tokens> {
  const claims = context.refreshTokens.read(token);
  if (claims === undefined) throw new ProblemError('not-signed-in');
  const { sessionId } = claims;
  const outcome = await context.database.asNobody(async (tx) => {
    const session = await lockSession(tx, sessionId);
    if (session === undefined || session.ended) throw new ProblemError('session-ended');
    if (session.status === 'suspended') throw new ProblemError('account-suspended');
    if (!verifyRefresh(token, requestId, session.device_signature_key, signature))
      throw new ProblemError('not-signed-in');
    const idleSince = Date.now() - context.config.sessionIdleDays * 86_400_000;
    const actor: Actor = {
      accountId: session.account_id,
      deviceId: session.device_id,
      sessionId,
      role: session.role,
    };
    const current = claims.generation === session.generation && claims.requestId === session.request_id;
    if (current && session.last_used_at.getTime() >= idleSince) {
      await advanceSession(tx, sessionId, requestId);
      return { actor, generation: session.generation + 1 };
    }
    const repeated = claims.generation === session.generation - 1 && session.request_id === requestId;
    if (repeated) return { actor, generation: session.generation };
    await endLockedSession(tx, sessionId);
    return { actor, refused: current ? ('session-ended' as const) : ('refresh-token-reused' as const) };
  });
  if (outcome.refused !== undefined) {
    context.events.emit('session-ended', sessionId);
    throw new ProblemError(outcome.refused);
  }
  return issueTokens(context, outcome.actor, { sessionId, generation: outcome.generation, requestId });
}

export async function listSessions(context: Context, actor: Actor) {
  const rows = await context.database.asActor(actor, listOwnSessions);
  return {
    sessions: rows.map((row) => ({
      session_id: row.session_id,
      device_id: row.device_id,
      created_at: row.created_at.toISOString(),
      last_used_at: row.last_used_at.toISOString(),
      current: row.session_id === actor.sessionId,
    })),
  };
}

export async function endSession(context: Context, actor: Actor, sessionId: SessionId): Promise<void> {
  const ended = await context.database.asActor(actor, (tx) => endOwnSession(tx, sessionId));
  if (!ended) throw new ProblemError('session-unknown');
  context.events.emit('session-ended', sessionId);
}

/** Any text as a UUID the database accepts; what is none matches nothing. */
function asUuid(text: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
    ? text
    : '00000000-0000-0000-0000-000000000000';
}
