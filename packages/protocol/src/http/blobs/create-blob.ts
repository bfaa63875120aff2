import { z } from 'zod';
import { BlobId } from '../../ids.ts';
import { route } from '../route.ts';
import { BlobAudience, CapabilityHash } from './blob.ts';

export const createBlob = route({
  method: 'POST',
  path: '/api/v1/blobs',
  summary: 'Announce an encrypted file; its bytes follow by tus at its own address. Safe to repeat',
  access: 'signed-in',
  rate: 'ordinary',
  body: z.strictObject({
    blob_id: BlobId,
    /** Bytes of the blob: those of a padded file (REQ-C3), or it is refused. */
    length: z.int().min(1),
    capability_hash: CapabilityHash,
    audience: BlobAudience,
    /** Removed then, whoever wants it. */
    expires_at: z.iso.datetime().optional(),
  }),
  status: 201,
  answer: z.strictObject({
    blob_id: BlobId,
    /** How much is there already, after an earlier attempt. */
    offset: z.int().min(0),
    complete: z.boolean(),
    /** An upload that rests for longer than until then is given up. */
    upload_expires_at: z.iso.datetime().nullable(),
  }),
});
