import { z } from 'zod';
import { listPageDefault, listPageMax } from '../limits.ts';

/** Where a list goes on: an opaque cursor from the page before. */
export const PageQuery = z.strictObject({
  after: z.string().max(256).optional(),
  limit: z.coerce.number().int().min(1).max(listPageMax).default(listPageDefault),
});
