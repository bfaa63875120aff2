import { z } from 'zod';
import { base64Exactly } from '../../encoding/base64-bytes.ts';
import { AccountId, DeviceId } from '../../ids.ts';
import { route } from '../route.ts';
import { SignedDeviceList } from './device-list.ts';
import { CurveKey, KemKey, PrekeyId, Signature } from './prekeys.ts';

/** What it takes to start a session with one device while it is offline. */
export const DeviceBundle = z.strictObject({
  user_id: AccountId,
  device_id: DeviceId,
  registration_id: z.int(),
  identity_key: CurveKey,
  signed_prekey_id: PrekeyId,
  signed_prekey: CurveKey,
  signed_prekey_signature: Signature,
  signed_prekey_expires_at: z.int(),
  signed_prekey_proof: Signature,
  /** Absent when the device has none left. Handed out exactly once. */
  onetime_prekey_id: PrekeyId.optional(),
  onetime_prekey: CurveKey.optional(),
  /** A one-time KEM prekey, or the last-resort one when none is left. */
  kem_prekey_id: PrekeyId,
  kem_prekey: KemKey,
  kem_prekey_signature: Signature,
  kem_prekey_expires_at: z.int(),
  kem_prekey_proof: Signature,
  kem_prekey_last_resort: z.boolean(),
});
export type DeviceBundle = z.infer<typeof DeviceBundle>;

export const getBundle = route({
  method: 'GET',
  path: '/api/v1/keys/bundle/:user_id',
  summary: 'Prekey bundles of every active device of an account, with its signed device list',
  access: 'signed-in',
  rate: 'prekeys',
  params: z.strictObject({ user_id: AccountId }),
  query: z.strictObject({
    /** Device ids separated by commas: only these, so that no other one-time prekey is used up. */
    device_ids: z
      .string()
      .max(700)
      .regex(/^[A-Za-z0-9_-]{1,64}(,[A-Za-z0-9_-]{1,64})*$/)
      .optional(),
  }),
  status: 200,
  answer: z.strictObject({
    user_id: AccountId,
    /** The account's identity key: Ed25519, 32 bytes. */
    identity_key: base64Exactly(32),
    device_list: SignedDeviceList,
    devices: z.array(DeviceBundle),
  }),
});
