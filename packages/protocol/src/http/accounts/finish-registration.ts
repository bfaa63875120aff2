import { z } from 'zod';
import { base64Bytes, base64Exactly } from '../../encoding/base64-bytes.ts';
import { DeviceId } from '../../ids.ts';
import { InviteToken } from '../invites/invite.ts';
import { OrganisationName, OrganisationProfile } from '../organisation/organisation.ts';
import { route } from '../route.ts';
import { SignedIn } from '../sessions/signed-in.ts';
import { DisplayName, Username } from './account.ts';
import { OpaqueMessage } from './opaque-message.ts';

export const finishRegistration = route({
  method: 'POST',
  path: '/api/v1/accounts/registration/finish',
  summary: 'Second half of signing up: makes the account and signs its first device in',
  access: 'anonymous',
  rate: 'credentials',
  body: z.strictObject({
    registration_id: z.string().max(1024),
    invite_token: InviteToken,
    username: Username,
    display_name: DisplayName,
    registration_record: OpaqueMessage,
    /** The account's identity key: Ed25519, 32 bytes. */
    identity_key: base64Exactly(32),
    /** The identity private key sealed under a key that only the passphrase yields. */
    wrapped_identity_key: base64Bytes({ min: 32, max: 512 }),
    device_id: DeviceId,
    /** The device's Ed25519 signature key: every refresh is signed with it. */
    device_signature_key: base64Exactly(32),
    /** Needed with the set-up link, refused with any other. */
    organisation: z.strictObject({ name: OrganisationName, profile: OrganisationProfile }).optional(),
  }),
  status: 201,
  answer: SignedIn,
});
