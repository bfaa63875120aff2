import { z } from 'zod';
import { base64Exactly } from '../../encoding/base64-bytes.ts';
import { prekeyIdMax } from '../../limits.ts';

export const PrekeyId = z.int().min(0).max(prekeyIdMax);

/** A Curve25519 public key: a type byte 5 and 32 bytes. */
export const CurveKey = base64Exactly(33);

/** An ML-KEM-1024 public key: a type byte 8 and 1568 bytes. */
export const KemKey = base64Exactly(1569);

export const Signature = base64Exactly(64);

export const OneTimePrekey = z.strictObject({ id: PrekeyId, public_key: CurveKey });
export type OneTimePrekey = z.infer<typeof OneTimePrekey>;

const signed = {
  id: PrekeyId,
  /** XEdDSA by the device's identity key over `public_key`. */
  signature: Signature,
  /** Unix seconds; part of what `proof` signs. */
  expires_at: z.int().min(0),
  /** Ed25519 by the device's signature key over purpose, account, device, key id, key and expiry. */
  proof: Signature,
};

export const SignedPrekey = z.strictObject({ ...signed, public_key: CurveKey });
export type SignedPrekey = z.infer<typeof SignedPrekey>;

export const KemPrekey = z.strictObject({ ...signed, public_key: KemKey });
export type KemPrekey = z.infer<typeof KemPrekey>;
