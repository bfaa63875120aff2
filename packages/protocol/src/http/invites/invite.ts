import { z } from 'zod';
import { AccountId, InviteId } from '../../ids.ts';

/** What an account may do. An owner may appoint others; nobody can read content. */
export const Role = z.enum(['owner', 'admin', 'member']);
export type Role = z.infer<typeof Role>;

/** The secret in an invite link: 32 random bytes in base64url. The server keeps only its hash. */
export const InviteToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const Invite = z.strictObject({
  invite_id: InviteId,
  role: Role,
  uses_left: z.int().min(0),
  created_by: AccountId,
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type Invite = z.infer<typeof Invite>;
