import { beforeAll } from 'vitest';
import {
  decodeCurveKey,
  encodeCurveKey,
  generateX25519,
  ready,
  x25519,
  x25519PublicKey,
} from '../../src/primitives/index.ts';
import { expectBytes, expectThat, has, hex, refusal, testShape } from './vector-files.ts';
import { casesOf, isWycheproof, type WycheproofCase, type WycheproofFile } from './wycheproof.ts';

beforeAll(ready);

/**
 * What must become of a public key: of small order or not canonical, it never passes the codec that every
 * key of a peer goes through; otherwise the agreement is exact, on the curve as on its twist.
 */
function check(publicKey: Uint8Array, privateKey: Uint8Array, shared: string, vector: WycheproofCase): void {
  const what = `case ${vector.tcId} (${vector.flags.join(', ')})`;
  const zero = vector.flags.includes('ZeroSharedSecret');
  const refused = refusal(() => decodeCurveKey(encodeCurveKey(publicKey)));
  const mayNotPass = zero || vector.flags.includes('NonCanonicalPublic');
  expectThat((refused !== undefined) === mayNotPass, `${what}: codec says ${refused}`);
  if (zero) expectThat(refusal(() => x25519(privateKey, publicKey)) === 'weak-key', `${what} agreed`);
  else expectBytes(x25519(privateKey, publicKey), shared, what);
}

testShape<WycheproofFile<object, WycheproofCase & { public: string; private: string; shared: string }>>({
  name: 'Wycheproof X25519',
  recognises: (json) => isWycheproof(json, 'XdhComp') && isCurve(json, 'curve25519'),
  run(file) {
    let cases = 0;
    for (const { vector } of casesOf(file)) {
      check(hex(vector.public), hex(vector.private), vector.shared, vector);
      cases++;
    }
    return { cases };
  },
});

type Jwk = { kty?: string; crv?: string; x?: string; d?: string };

testShape<WycheproofFile<object, WycheproofCase & { public: Jwk; private: Jwk; shared: string }>>({
  name: 'Wycheproof X25519 as JSON Web Keys',
  recognises: (json) => isWycheproof(json, 'XdhJwkComp') && isCurve(json, 'curve25519'),
  run(file) {
    let cases = 0;
    for (const { vector } of casesOf(file)) {
      const { kty, crv, x } = vector.public;
      cases++;
      if (vector.result === 'invalid') {
        // A JWK that is no X25519 key: by its own members, or by a length the codec refuses.
        const bytes = Buffer.from(x ?? '', 'base64url');
        expectThat(kty !== 'OKP' || crv !== 'X25519' || bytes.length !== 32, `case ${vector.tcId}`);
        if (bytes.length !== 32)
          expectThat(refusal(() => encodeCurveKey(bytes)) === 'bad-length', `case ${vector.tcId}`);
        continue;
      }
      const publicKey = new Uint8Array(Buffer.from(x ?? '', 'base64url'));
      const privateKey = new Uint8Array(Buffer.from(vector.private.d ?? '', 'base64url'));
      check(publicKey, privateKey, vector.shared, vector);
    }
    return { cases };
  },
});

function isCurve(json: unknown, curve: string): boolean {
  return has(json, 'testGroups') && (json['testGroups'] as { curve?: string }[])[0]?.curve === curve;
}

type Rfc7748 = {
  scalar_mult: { scalar: string; u: string; out: string }[];
  iterations: { n: number; out: string }[];
  dh: {
    alice_private: string;
    alice_public: string;
    bob_private: string;
    bob_public: string;
    shared: string;
  };
};

testShape<Rfc7748>({
  name: 'RFC 7748 X25519',
  recognises: (json) => has(json, 'scalar_mult', 'iterations', 'dh'),
  run({ scalar_mult, iterations, dh }) {
    for (const { scalar, u, out } of scalar_mult) expectBytes(x25519(hex(scalar), hex(u)), out, u);
    for (const { n, out } of iterations) {
      let [k, u] = [hex(`09${'00'.repeat(31)}`), hex(`09${'00'.repeat(31)}`)];
      for (let i = 0; i < n; i++) [k, u] = [x25519(k, u), k];
      expectBytes(k, out, `${n} iterations`);
    }
    expectBytes(x25519PublicKey(hex(dh.alice_private)), dh.alice_public, 'first public key');
    expectBytes(generateX25519(() => hex(dh.bob_private)).publicKey, dh.bob_public, 'second public key');
    expectBytes(x25519(hex(dh.alice_private), hex(dh.bob_public)), dh.shared, 'one side');
    expectBytes(x25519(hex(dh.bob_private), hex(dh.alice_public)), dh.shared, 'other side');
    return { cases: scalar_mult.length + iterations.length + 4 };
  },
});
