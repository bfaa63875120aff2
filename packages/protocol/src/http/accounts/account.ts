import { z } from 'zod';
import { AccountId } from '../../ids.ts';
import { displayNameCharactersMax, usernameCharactersMax, usernameCharactersMin } from '../../limits.ts';
import { Role } from '../invites/invite.ts';

/** The name one signs in with: lower case, so that two names never look alike. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .min(usernameCharactersMin)
  .max(usernameCharactersMax)
  .regex(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/);

/** The name others see: no control characters, no text-direction overrides. */
export const DisplayName = z
  .string()
  .trim()
  .min(1)
  .max(displayNameCharactersMax)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);

export const Account = z.strictObject({
  user_id: AccountId,
  username: z.string().max(usernameCharactersMax),
  display_name: z.string().max(displayNameCharactersMax),
  role: Role,
  status: z.enum(['active', 'suspended']),
  created_at: z.iso.datetime(),
});
export type Account = z.infer<typeof Account>;
