import { z } from 'zod';
import type { MessageContent } from './content.ts';
import { extensionName } from './extension-name.ts';

/**
 * Places in the order of one's own devices whose contents will not come: they were taken back before they
 * left, or deleted since. Said in the extension `sotto.skipped` of the next content, so that nobody waits
 * for them (REQ-S6):
 *
 *     [ [ device, counter, hash (32), previous (32) / null ], ... ]
 */
export type SkippedLink = {
  readonly deviceId: string;
  readonly counter: number;
  readonly hash: Uint8Array;
  readonly previous: Uint8Array | null;
};

/** As many as one content names; more follow in the next. */
export const skippedMax = 32;

const exactly = (bytes: number) => z.instanceof(Uint8Array).refine((value) => value.length === bytes);
const Skipped = z
  .array(z.tuple([z.string().min(1).max(64), z.int().min(1), exactly(32), exactly(32).nullable()]))
  .max(skippedMax);

/** The value of the extension. */
export function skippedValue(links: readonly SkippedLink[]): unknown {
  return links.map(({ deviceId, counter, hash, previous }) => [deviceId, counter, hash, previous]);
}

/** What a content says will not come; `undefined` when that is malformed. */
export function skippedOf({ extensions }: Pick<MessageContent, 'extensions'>): SkippedLink[] | undefined {
  const value = extensions.get(extensionName.skipped);
  if (value === undefined) return [];
  const parsed = Skipped.safeParse(value);
  if (!parsed.success) return undefined;
  return parsed.data.map(([deviceId, counter, hash, previous]) => ({ deviceId, counter, hash, previous }));
}
