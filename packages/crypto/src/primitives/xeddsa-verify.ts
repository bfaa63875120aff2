import { verifyEd25519 } from './ed25519-verify.ts';

/** The prime of the field. */
const p = 2n ** 255n - 19n;

/**
 * Whether `signature` (64 bytes) was made by the private key behind a 32-byte X25519 public key. XEdDSA
 * section 2.4, `xeddsa_verify`. Total.
 */
export function verifyXeddsa(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const edwards = toEdwards(publicKey);
  if (edwards === undefined) return false;
  const last = signature[63] as number;
  edwards[31] = (edwards[31] as number) | (last & 0x80);
  const bare = signature.slice();
  bare[63] = last & 0x7f;
  return verifyEd25519(edwards, message, bare);
}

/** The Edwards point (32 bytes, sign 0) of a Montgomery coordinate: y = (u - 1) / (u + 1). Public data. */
function toEdwards(publicKey: Uint8Array): Uint8Array | undefined {
  let u = 0n;
  for (let i = 31; i >= 0; i--) u = (u << 8n) | BigInt(publicKey[i] as number);
  if (u >= p) return undefined;
  const inverse = invert((u + 1n) % p);
  if (inverse === undefined) return undefined;
  let y = ((u - 1n + p) * inverse) % p;
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i++) {
    bytes[i] = Number(y & 0xffn);
    y >>= 8n;
  }
  return bytes;
}

/** The inverse modulo p by Euclid's algorithm; zero has none. Not constant-time: for public keys only. */
function invert(value: bigint): bigint | undefined {
  let [a, b, x, y] = [value, p, 1n, 0n];
  while (a !== 0n) {
    const q = b / a;
    [a, b, x, y] = [b - q * a, a, y - q * x, x];
  }
  return b === 1n ? ((y % p) + p) % p : undefined;
}
