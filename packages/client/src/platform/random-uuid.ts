import { uuidFromBytes } from '@sotto/protocol';
import type { Random } from './random.ts';

/** A random UUID (RFC 9562 section 5.4). */
export function randomUuid(random: Random): string {
  const bytes = random(16).slice();
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return uuidFromBytes(bytes);
}
