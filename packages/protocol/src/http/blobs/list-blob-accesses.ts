import { z } from 'zod';
import { AccountId, DeviceId } from '../../ids.ts';
import { PageQuery } from '../page.ts';
import { route } from '../route.ts';
import { BlobParams } from './blob.ts';

/** One device and one thing it did with a file, however often. */
export const BlobAccess = z.strictObject({
  user_id: AccountId,
  device_id: DeviceId,
  action: z.enum(['download', 'share']),
  first_at: z.iso.datetime(),
  last_at: z.iso.datetime(),
});
export type BlobAccess = z.infer<typeof BlobAccess>;

export const listBlobAccesses = route({
  method: 'GET',
  path: '/api/v1/blobs/:blob_id/accesses',
  summary: 'Who fetched or passed on a file: all of it for whoever uploaded it, their own for everybody else',
  access: 'signed-in',
  rate: 'ordinary',
  params: BlobParams,
  query: PageQuery,
  status: 200,
  answer: z.strictObject({ accesses: z.array(BlobAccess), next: z.string().nullable() }),
});
