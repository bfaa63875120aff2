import { sha256 } from '../../primitives/hash.ts';
import { deriveSecret, expandWithLabel } from '../suite/labels.ts';

/** MLS-Exporter (RFC 9420 section 8.5). @param exporterSecret 32 bytes. @param length bytes, at most 8160. */
export function mlsExporter(
  exporterSecret: Uint8Array,
  label: string,
  context: Uint8Array,
  length: number,
): Uint8Array {
  return expandWithLabel(deriveSecret(exporterSecret, label), 'exported', sha256(context), length);
}
