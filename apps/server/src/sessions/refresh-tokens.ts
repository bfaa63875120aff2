import { createHmac, timingSafeEqual } from 'node:crypto';
import { RequestId, SessionId } from '@sotto/protocol';
import type { Secrets } from '../config/secrets.ts';

/** What a genuine refresh token says. */
export type RefreshClaims = {
  readonly sessionId: SessionId;
  readonly generation: number;
  readonly requestId: RequestId;
};

/**
 * Refresh tokens are `session.generation.request.mac`. The MAC's key is outside the database and no token
 * is stored: a stolen database holds none. The same request makes the same token again.
 */
export type RefreshTokens = {
  make(claims: RefreshClaims): string;
  /** The claims of a token this server made, or `undefined`. */
  read(token: string): RefreshClaims | undefined;
};

export function createRefreshTokens(secrets: Secrets): RefreshTokens {
  const key = Buffer.from(secrets.macKey, 'base64');
  const mac = (body: string) => createHmac('sha256', key).update(`refresh-token|${body}`).digest('base64url');
  return {
    make({ sessionId, generation, requestId }) {
      const body = `${sessionId}.${generation}.${requestId}`;
      return `${body}.${mac(body)}`;
    },
    read(token) {
      const [session = '', generation = '', request = '', tag = '', ...more] = token.split('.');
      const given = Buffer.from(tag);
      const wanted = Buffer.from(mac(`${session}.${generation}.${request}`));
      if (more.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted))
        return undefined;
      return {
        sessionId: SessionId.parse(session),
        generation: Number(generation),
        requestId: RequestId.parse(request),
      };
    },
  };
}
