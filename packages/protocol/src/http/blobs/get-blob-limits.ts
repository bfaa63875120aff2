import { z } from 'zod';
import { blockedNamesMax } from '../../limits.ts';
import { route } from '../route.ts';

/** What can be uploaded: shown before a file is chosen. */
export const BlobLimits = z.strictObject({
  /** Bytes of the largest file. */
  file_bytes_max: z.int().min(0),
  /** Bytes this account may still upload; `null`: as many as fit. */
  account_bytes_left: z.int().min(0).nullable(),
  /** False while the server has no room: what is under way goes on when there is some again. */
  accepting: z.boolean(),
  /**
   * File name extensions, in lower case without a dot, that this organisation does not want sent. The server
   * sees no names: senders refuse to send them and receivers to save them.
   */
  blocked_extensions: z.array(z.string().regex(/^[a-z0-9]{1,16}$/)).max(blockedNamesMax),
});
export type BlobLimits = z.infer<typeof BlobLimits>;

export const getBlobLimits = route({
  method: 'GET',
  path: '/api/v1/blobs/limits',
  summary: 'How large files may be, how much room this account has, and which kinds are not wanted',
  access: 'signed-in',
  rate: 'ordinary',
  status: 200,
  answer: BlobLimits,
});
