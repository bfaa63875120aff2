import { z } from 'zod';
import { organisationNameCharactersMax } from '../../limits.ts';

/** Whose day the defaults suit: a music studio, a bank, a social app, a jeweller. */
export const OrganisationProfile = z.enum(['studio', 'bank', 'social', 'jeweller']);
export type OrganisationProfile = z.infer<typeof OrganisationProfile>;

/** No control characters, no text-direction overrides. */
export const OrganisationName = z
  .string()
  .trim()
  .min(1)
  .max(organisationNameCharactersMax)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);

export const Organisation = z.strictObject({
  set_up: z.boolean(),
  name: OrganisationName.nullable(),
  profile: OrganisationProfile.nullable(),
  protocol_version: z.int(),
  incarnation: z.uuid(),
});
export type Organisation = z.infer<typeof Organisation>;
