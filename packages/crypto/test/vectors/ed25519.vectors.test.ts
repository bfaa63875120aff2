import { beforeAll } from 'vitest';
import {
  ed25519KeyPair,
  isEd25519Key,
  ready,
  signEd25519,
  verifyEd25519,
} from '../../src/primitives/index.ts';
import { expectBytes, expectThat, has, hex, testShape } from './vector-files.ts';
import { casesOf, isWycheproof, type WycheproofCase, type WycheproofFile } from './wycheproof.ts';

beforeAll(ready);

type EddsaGroup = { publicKey: { curve: string; pk: string } };

testShape<WycheproofFile<EddsaGroup, WycheproofCase & { msg: string; sig: string }>>({
  name: 'Wycheproof Ed25519',
  recognises: (json) =>
    isWycheproof(json, 'EddsaVerify') &&
    (json as WycheproofFile<EddsaGroup, WycheproofCase>).testGroups[0]?.publicKey.curve === 'edwards25519',
  run(file) {
    let cases = 0;
    for (const { group, vector } of casesOf(file)) {
      const accepted = verifyEd25519(hex(group.publicKey.pk), hex(vector.msg), hex(vector.sig));
      expectThat(accepted === (vector.result === 'valid'), `case ${vector.tcId}: ${accepted}`);
      cases++;
    }
    return { cases };
  },
});

type Rfc8032 = { secretKey: string; publicKey: string; message: string; signature: string }[];

testShape<Rfc8032>({
  name: 'RFC 8032 Ed25519',
  recognises: (json) => Array.isArray(json) && has(json[0], 'secretKey', 'publicKey', 'message', 'signature'),
  run(cases) {
    for (const { secretKey, publicKey, message, signature } of cases) {
      const seed = hex(secretKey).slice(0, 32);
      expectBytes(ed25519KeyPair(seed).publicKey, publicKey, publicKey);
      expectBytes(signEd25519(seed, hex(message)), signature, publicKey);
      expectThat(verifyEd25519(hex(publicKey), hex(message), hex(signature)), publicKey);
      expectThat(isEd25519Key(hex(publicKey)), `${publicKey} may be registered`);
    }
    return { cases: cases.length };
  },
});

type Cctv = { number: number; key: string; sig: string; msg: string; flags: string[] | null }[];

/**
 * C2SP's edge cases, on which verifiers disagree: the one rule everywhere is libsodium's (REQ-G1). It
 * refuses a key of small order or not canonical, an R of small order, and otherwise holds the unmultiplied
 * equation against the encoded R, so a residue of small order or another encoding of R is refused too.
 */
testShape<Cctv>({
  name: 'C2SP Ed25519 edge cases',
  recognises: (json) => Array.isArray(json) && has(json[0], 'number', 'key', 'sig', 'msg', 'flags'),
  run(cases) {
    const refusedFor = [
      'low_order_A',
      'low_order_R',
      'non_canonical_A',
      'non_canonical_R',
      'low_order_residue',
    ];
    for (const { number, key, sig, msg, flags } of cases) {
      const expected = !refusedFor.some((flag) => flags?.includes(flag));
      const accepted = verifyEd25519(hex(key), new TextEncoder().encode(msg), hex(sig));
      expectThat(accepted === expected, `case ${number} (${flags}): ${accepted}`);
      const clean = !['low_order_A', 'low_order_component_A', 'non_canonical_A'].some((flag) =>
        flags?.includes(flag),
      );
      expectThat(isEd25519Key(hex(key)) === clean, `case ${number} (${flags}): registration`);
    }
    return { cases: cases.length };
  },
});
