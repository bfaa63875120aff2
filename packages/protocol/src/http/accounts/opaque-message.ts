import { z } from 'zod';

/** A message of the OPAQUE exchange (RFC 9807), in base64url as the OPAQUE library writes it. */
export const OpaqueMessage = z
  .string()
  .min(1)
  .max(2048)
  .regex(/^[A-Za-z0-9_-]+$/);
