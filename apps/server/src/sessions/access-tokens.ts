import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { AccountId, DeviceId, limits, SessionId } from '@sotto/protocol';
import { Role } from '@sotto/protocol/http';
import { jwtVerify, SignJWT } from 'jose';
import { JWTExpired } from 'jose/errors';
import { z } from 'zod';
import type { Secrets } from '../config/secrets.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';

/** Access tokens: EdDSA JWTs of ten minutes, checked without the database. */
export type AccessTokens = {
  issue(actor: Actor): Promise<{ token: string; expiresAt: Date }>;
  /** @throws ProblemError `not-signed-in`, `token-expired` or `session-ended`. */
  verify(token: string): Promise<Actor>;
  verifyWithExpiry(token: string): Promise<{ actor: Actor; expiresAt: number }>;
  /** Whether tokens of this session are refused: for whoever holds an actor across a wait. */
  hasEnded(sessionId: SessionId): boolean;
  /** Tokens of this session are refused from now on. */
  revoke(sessionId: SessionId, endedAt?: number): void;
};

const Claims = z.object({ sub: AccountId, did: DeviceId, sid: SessionId, role: Role, exp: z.number() });
const issuer = 'sotto';
/** Bounds the memory of tokens: callers at one time, not accounts. */
const verifiedMax = 20_000;
const lifeMs = limits.accessTokenSeconds * 1000;

export function createAccessTokens(secrets: Secrets): AccessTokens {
  const privateKey: KeyObject = createPrivateKey({ key: secrets.tokenKey as never, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  /** Ended sessions whose last token may still run; by session, when to forget. */
  const revoked = new Map<string, number>();

  /** Tokens whose signature held: a caller's next request costs no arithmetic. */
  const verified = new Map<string, { readonly actor: Actor; readonly expiresAt: number }>();

  const verifyWithExpiry = async (token: string) => {
    const known = verified.get(token) ?? remember(token, await claimsOf(token, publicKey));
    if (known.expiresAt <= Date.now()) {
      verified.delete(token);
      throw new ProblemError('token-expired');
    }
    if (revoked.has(known.actor.sessionId)) throw new ProblemError('session-ended');
    return known;
  };
  const remember = (token: string, { sub, did, sid, role, exp }: z.infer<typeof Claims>) => {
    const fresh = { actor: { accountId: sub, deviceId: did, sessionId: sid, role }, expiresAt: exp * 1000 };
    verified.set(token, fresh);
    if (verified.size > verifiedMax) verified.delete(verified.keys().next().value as string);
    return fresh;
  };
  return {
    verifyWithExpiry,
    async verify(token) {
      return (await verifyWithExpiry(token)).actor;
    },
    async issue(actor) {
      const expiresAt = new Date(Date.now() + lifeMs);
      const token = await new SignJWT({ did: actor.deviceId, sid: actor.sessionId, role: actor.role })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(issuer)
        .setSubject(actor.accountId)
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(privateKey);
      return { token, expiresAt };
    },
    hasEnded: (sessionId) => revoked.has(sessionId),
    revoke(sessionId, endedAt = Date.now()) {
      const now = Date.now();
      for (const [known, until] of revoked) if (until < now) revoked.delete(known);
      revoked.set(sessionId, endedAt + lifeMs + 60_000);
    },
  };
}

async function claimsOf(token: string, publicKey: KeyObject): Promise<z.infer<typeof Claims>> {
  try {
    const { payload } = await jwtVerify(token, publicKey, { issuer, algorithms: ['EdDSA'] });
    return Claims.parse(payload);
  } catch (error) {
    throw new ProblemError(error instanceof JWTExpired ? 'token-expired' : 'not-signed-in');
  }
}
