export { decryptAesCbc, encryptAesCbc, openAesGcm, sealAesGcm } from './aes.ts';
export { type Argon2Parameters, argon2id } from './argon2id.ts';
export { concatBytes, constantTimeEqual, toHex, uint32, uint64, utf8, wipe } from './bytes.ts';
export {
  openChaCha20Poly1305,
  openXChaCha20Poly1305,
  sealChaCha20Poly1305,
  sealXChaCha20Poly1305,
} from './chacha20-poly1305.ts';
export { CryptoError, type CryptoErrorCode } from './crypto-error.ts';
export { curveKeyBytes, decodeCurveKey, encodeCurveKey, isCurveKey } from './curve-key.ts';
export { type Ed25519KeyPair, ed25519KeyPair, signEd25519 } from './ed25519.ts';
export { isEd25519Key, verifyEd25519 } from './ed25519-verify.ts';
export { hmacSha512, sha3, sha256, sha512, shake256 } from './hash.ts';
export { hkdfSha256, hkdfSha512 } from './hkdf.ts';
export { hmacSha256 } from './hmac-sha256.ts';
export { decodeKemKey, isKemKey, kemKeyBytes } from './kem-key.ts';
export { decapsulateKyber1024, encapsulateKyber1024, generateKyber1024 } from './kyber1024.ts';
export { type Encapsulation, type KemKeyPair, mlKem768, mlKem1024 } from './ml-kem.ts';
export type { Random } from './random.ts';
export { ready } from './sodium.ts';
export { xWing } from './x-wing.ts';
export { generateX25519, type X25519KeyPair, x25519, x25519PublicKey } from './x25519.ts';
export { signXeddsa } from './xeddsa.ts';
export { verifyXeddsa } from './xeddsa-verify.ts';
