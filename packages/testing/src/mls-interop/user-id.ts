import type { Seeded } from '../seeded.ts';

/** A random UUID from a seed, as Wire's client ids want one. */
export function userId(choice: Seeded): string {
  const bytes = choice.bytes(16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
