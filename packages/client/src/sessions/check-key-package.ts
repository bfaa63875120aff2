import { type KeyPackageSummary, parseKeyPackage } from '@sotto/crypto/group';
import { CryptoError } from '@sotto/crypto/primitives';
import type { Leaf } from '../groups/leaf.ts';
import { leafOf } from './group-leaves.ts';

/** As long as one may live (REQ-G6), and a day for clocks that differ. */
const lifeMaxSeconds = 91 * 24 * 60 * 60;
const skewSeconds = 24 * 60 * 60;

/**
 * Whose device a key package would add, and until when.
 *
 * @param nowSeconds Unix seconds. @returns `null` when it must not be used: forged, of another suite, expired
 *   or good for too long.
 */
export function checkKeyPackage(
  bytes: Uint8Array,
  suite: number,
  nowSeconds: number,
): { readonly leaf: Leaf; readonly expiresAt: number } | null {
  let summary: KeyPackageSummary;
  try {
    summary = parseKeyPackage(bytes);
  } catch (error) {
    if (error instanceof CryptoError) return null;
    throw error;
  }
  const leaf = leafOf(summary);
  const notBefore = Number(summary.lifetime.notBefore);
  const notAfter = Number(summary.lifetime.notAfter);
  if (leaf === null || summary.suite !== suite) return null;
  if (notBefore > nowSeconds + skewSeconds || notAfter <= nowSeconds) return null;
  if (notAfter - notBefore > lifeMaxSeconds) return null;
  return { leaf, expiresAt: notAfter };
}
