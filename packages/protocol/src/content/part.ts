import { z } from 'zod';
import { paddedContentBytesMax } from './padding.ts';

/** What a part is for (draft-ietf-mimi-content, "Disposition"). Values this client does not know are kept. */
export const disposition = {
  unspecified: 0,
  render: 1,
  reaction: 2,
  profile: 3,
  inline: 4,
  icon: 5,
  attachment: 6,
  session: 7,
  preview: 8,
} as const;

/** How a part is made up (draft-ietf-mimi-content, "Nested part"). */
export const cardinality = { none: 0, single: 1, external: 2, multi: 3 } as const;

/** How parts of a part belong together (draft-ietf-mimi-content, "Part semantics"). */
export const partSemantics = { chooseOne: 0, singleUnit: 1, processAll: 2 } as const;

/** Parts within parts stop here: deeper ones are refused, not recursed into. */
export const partDepthMax = 4;
export const partsPerMultiMax = 64;

export type Part =
  | { kind: 'none'; disposition: number; language: string }
  | { kind: 'single'; disposition: number; language: string; contentType: string; content: Uint8Array }
  | { kind: 'external'; disposition: number; language: string; fields: unknown[] }
  | { kind: 'multi'; disposition: number; language: string; semantics: number; parts: Part[] };

const Disposition = z.int().min(0).max(255);
const Language = z.string().max(35);
const ContentType = z.string().min(1).max(127);
const Content = z.instanceof(Uint8Array).refine((bytes) => bytes.length <= paddedContentBytesMax);

/** The CBOR array of a part, read to `depth` levels. */
export function partSchema(depth: number): z.ZodType<Part> {
  const single = z
    .tuple([Disposition, Language, z.literal(cardinality.single), ContentType, Content])
    .transform(
      ([d, language, , contentType, content]): Part => ({
        kind: 'single',
        disposition: d,
        language,
        contentType,
        content,
      }),
    );
  const none = z
    .tuple([Disposition, Language, z.literal(cardinality.none)])
    .transform(([d, language]): Part => ({ kind: 'none', disposition: d, language }));
  const external = z
    .tuple([Disposition, Language, z.literal(cardinality.external)], z.unknown())
    .transform(
      ([d, language, , ...fields]): Part => ({ kind: 'external', disposition: d, language, fields }),
    );
  if (depth <= 1) return z.union([single, none, external]) as unknown as z.ZodType<Part>;
  const multi = z
    .tuple([
      Disposition,
      Language,
      z.literal(cardinality.multi),
      z.int().min(0).max(2),
      z
        .array(partSchema(depth - 1))
        .min(1)
        .max(partsPerMultiMax),
    ])
    .transform(
      ([d, language, , semantics, parts]): Part => ({
        kind: 'multi',
        disposition: d,
        language,
        semantics,
        parts,
      }),
    );
  return z.union([single, none, external, multi]) as unknown as z.ZodType<Part>;
}

/** The CBOR array a part is written as. */
export function partToArray(part: Part): unknown[] {
  const head = [part.disposition, part.language];
  switch (part.kind) {
    case 'none':
      return [...head, cardinality.none];
    case 'single':
      return [...head, cardinality.single, part.contentType, part.content];
    case 'external':
      return [...head, cardinality.external, ...part.fields];
    case 'multi':
      return [...head, cardinality.multi, part.semantics, part.parts.map(partToArray)];
  }
}
