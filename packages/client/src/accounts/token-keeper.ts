import { signRefresh } from '@sotto/crypto/identity';
import { encodeBase64 } from '@sotto/protocol';
import { routes, type Tokens } from '@sotto/protocol/http';
import { ClientError } from '../client-error.ts';
import type { Platform } from '../platform/platform.ts';
import { randomUuid } from '../platform/random-uuid.ts';
import type { Changes, Database } from '../store/changes.ts';
import { bytesOf, numberOf, optionalText, textOf } from '../store/columns.ts';
import { type HttpClient, ServerProblem } from '../transport/http-client.ts';

/** Hands out access tokens and renews them: one renewal at a time, safe to be cut off anywhere. */
export type TokenKeeper = {
  /** A token that is good for at least another half minute. `force` renews whatever its age. */
  accessToken(force?: boolean): Promise<string>;
};

const spareMs = 30_000;

/** Refusals after which this session is over and nothing but signing in again helps. */
const final = new Set(['session-ended', 'refresh-token-reused', 'not-signed-in', 'account-suspended']);

/**
 * The request id of a renewal is stored before it leaves: after a lost answer or a crash the same
 * request is repeated and answered with the same tokens.
 *
 * @param onEnded called when the server says that the session is over.
 */
export function tokenKeeper(
  database: Database,
  { clock, random }: Pick<Platform, 'clock' | 'random'>,
  call: HttpClient,
  onEnded: () => void,
): TokenKeeper {
  let renewal: Promise<string> | null = null;

  async function renew(): Promise<string> {
    const row = database.first(
      'select refresh_token, refresh_request_id, device_signature_private from account',
    );
    if (row === undefined) throw new ClientError('not-signed-in');
    const refreshToken = textOf(row, 'refresh_token');
    const requestId = optionalText(row, 'refresh_request_id') ?? randomUuid(random);
    database.commit((changes) => changes.run('update account set refresh_request_id = ?', [requestId]));
    const signature = signRefresh(refreshToken, requestId, bytesOf(row, 'device_signature_private'));
    try {
      const tokens = await call(routes.refreshSession, {
        body: {
          refresh_token: refreshToken,
          request_id: requestId as never,
          signature: encodeBase64(signature),
        },
      });
      database.commit((changes) => setTokens(changes, tokens));
      return tokens.access_token;
    } catch (error) {
      if (error instanceof ServerProblem && final.has(error.code)) onEnded();
      throw error;
    }
  }

  return {
    async accessToken(force = false) {
      const row = database.first('select access_token, access_expires_at from account');
      if (row === undefined) throw new ClientError('not-signed-in');
      const fresh = numberOf(row, 'access_expires_at') - clock() > spareMs;
      if (fresh && !force) return textOf(row, 'access_token');
      renewal ??= renew().finally(() => {
        renewal = null;
      });
      return renewal;
    },
  };
}

export function setTokens(changes: Changes, tokens: Tokens): void {
  changes.run(
    'update account set access_token = ?, access_expires_at = ?, refresh_token = ?, refresh_request_id = null',
    [tokens.access_token, Date.parse(tokens.access_expires_at), tokens.refresh_token],
  );
}
