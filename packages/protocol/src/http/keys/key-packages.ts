import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { keyPackageBytesMax, prekeyIdMax } from '../../limits.ts';

/** An MLS cipher suite by its number (RFC 9420 section 17.1). */
export const MlsSuite = z.int().min(1).max(0xff_ff);

/** An encoded KeyPackage (RFC 9420 section 10). The server keeps it; who claims it checks it. */
export const KeyPackageBytes = base64Bytes({ min: 1, max: keyPackageBytesMax });

export const KeyPackageUpload = z.strictObject({
  /** Grows from one key package of the device to the next, those of last resort included; never used again. */
  id: z.int().min(0).max(prekeyIdMax),
  suite: MlsSuite,
  /** Unix seconds: not handed out after it. At most 90 days ahead. */
  expires_at: z.int().min(0),
  key_package: KeyPackageBytes,
});
export type KeyPackageUpload = z.infer<typeof KeyPackageUpload>;

/** How many key packages of one suite a device has left. */
export const KeyPackageCount = z.strictObject({
  suite: MlsSuite,
  key_packages: z.int().min(0),
  /** When the one of last resort runs out (unix seconds); null when there is none. */
  last_resort_expires_at: z.int().nullable(),
  /** How often the one of last resort was handed out since it was uploaded: above 0 it is time for a new one. */
  last_resort_uses: z.int().min(0),
});
export type KeyPackageCount = z.infer<typeof KeyPackageCount>;
