import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { Signature } from './prekeys.ts';

/**
 * An account's devices as one signed, versioned document (`crypto/identity`). The server checks and
 * keeps it; clients believe only its signature.
 */
export const SignedDeviceList = z.strictObject({
  version: z.int().min(1),
  /** The encoded list, exactly as it was signed. */
  list: base64Bytes({ min: 1, max: 8192 }),
  /** Ed25519 by the account's identity key. */
  signature: Signature,
});
export type SignedDeviceList = z.infer<typeof SignedDeviceList>;
