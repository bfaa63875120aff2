import { route } from '../route.ts';
import { BlobParams } from './blob.ts';

export const keepBlob = route({
  method: 'PUT',
  path: '/api/v1/blobs/:blob_id/keep',
  summary: 'The message that names this file of yours was sent: without this, or a download, it is collected',
  access: 'signed-in',
  rate: 'messages',
  params: BlobParams,
  status: 204,
});
