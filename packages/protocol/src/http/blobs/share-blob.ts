import { z } from 'zod';
import { route } from '../route.ts';
import { BlobAudience, BlobParams } from './blob.ts';

export const shareBlob = route({
  method: 'POST',
  path: '/api/v1/blobs/:blob_id/audiences',
  summary:
    'Pass a file on to another conversation without uploading it again; needs its capability. Is recorded',
  access: 'signed-in',
  rate: 'ordinary',
  params: BlobParams,
  body: z.strictObject({ audience: BlobAudience }),
  status: 204,
});
