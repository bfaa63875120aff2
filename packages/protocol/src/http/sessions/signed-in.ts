import { z } from 'zod';
import { SessionId } from '../../ids.ts';
import { Account } from '../accounts/account.ts';

/** An access token (EdDSA JWT, ten minutes) and the refresh token that follows it up. */
export const Tokens = z.strictObject({
  access_token: z.string().max(2048),
  access_expires_at: z.iso.datetime(),
  refresh_token: z.string().max(256),
});
export type Tokens = z.infer<typeof Tokens>;

/** What signing up and signing in end with. */
export const SignedIn = z.strictObject({ account: Account, session_id: SessionId, tokens: Tokens });
export type SignedIn = z.infer<typeof SignedIn>;
