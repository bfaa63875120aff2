import { expect, test } from 'vitest';
import { ed25519KeyPair, ready, verifyEd25519, x25519PublicKey } from './index.ts';

test('before ready() everything that needs the engine says so, and afterwards works', async () => {
  const notReady = expect.objectContaining({ code: 'not-ready' });
  expect(() => x25519PublicKey(new Uint8Array(32))).toThrow(notReady);
  expect(() => verifyEd25519(new Uint8Array(32), new Uint8Array(), new Uint8Array(64))).toThrow(notReady);
  await ready();
  await ready();
  expect(ed25519KeyPair(new Uint8Array(32)).publicKey.length).toBe(32);
});
