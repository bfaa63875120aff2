import { createHash, randomBytes } from 'node:crypto';

/** The secret of a new invite link: 32 random bytes in base64url. */
export function makeInviteToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of it. */
export function hashInviteToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
