import { route } from '../route.ts';
import { BlobParams } from './blob.ts';

/** The one version of the resumable upload protocol that is spoken (tus.io, 1.0.0: core and termination). */
export const tusVersion = '1.0.0';

/** The media type of the body of a PATCH. */
export const offsetStreamType = 'application/offset+octet-stream';

export const getUploadOffset = route({
  method: 'HEAD',
  path: '/api/v1/blobs/:blob_id',
  summary: 'tus: how much of an upload of your own has arrived (`Upload-Offset`)',
  access: 'signed-in',
  rate: 'transfer',
  params: BlobParams,
  status: 204,
});

export const uploadBytes = route({
  method: 'PATCH',
  path: '/api/v1/blobs/:blob_id',
  summary:
    'tus: the bytes from `Upload-Offset` on; what arrived before a cut stays. The last byte completes it',
  access: 'signed-in',
  rate: 'transfer',
  params: BlobParams,
  bytes: 'up',
  status: 204,
});

export const removeBlob = route({
  method: 'DELETE',
  path: '/api/v1/blobs/:blob_id',
  summary: 'Remove a file or an unfinished upload of your own, for everybody',
  access: 'signed-in',
  rate: 'ordinary',
  params: BlobParams,
  status: 204,
});

export const downloadBlob = route({
  method: 'GET',
  path: '/api/v1/blobs/:blob_id',
  summary:
    'The bytes of a blob, or one range of them; needs its capability (`Sotto-Capability`) and a place in its audience. Is recorded',
  access: 'signed-in',
  rate: 'transfer',
  params: BlobParams,
  bytes: 'down',
  status: 200,
});
