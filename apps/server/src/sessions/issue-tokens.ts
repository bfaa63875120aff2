import type { RequestId, SessionId } from '@sotto/protocol';
import type { Tokens } from '@sotto/protocol/http';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';

/** Both tokens of a session at one generation. */
export async function issueTokens(
  context: Context,
  actor: Actor,
  refresh: { sessionId: SessionId; generation: number; requestId: RequestId },
): Promise<Tokens> {
  const { token, expiresAt } = await context.tokens.issue(actor);
  return {
    access_token: token,
    access_expires_at: expiresAt.toISOString(),
    refresh_token: context.refreshTokens.make(refresh),
  };
}
