import { beforeAll } from 'vitest';
import {
  openAesGcm,
  openChaCha20Poly1305,
  openXChaCha20Poly1305,
  ready,
  sealAesGcm,
  sealChaCha20Poly1305,
  sealXChaCha20Poly1305,
} from '../../src/primitives/index.ts';
import { expectBytes, expectThat, has, hex, refusal, tally, testShape } from './vector-files.ts';
import { casesOf, isWycheproof, type WycheproofCase, type WycheproofFile } from './wycheproof.ts';

beforeAll(ready);

type Seal = typeof sealAesGcm;
type Aead = { seal: Seal; open: Seal; nonceBytes: number; keyBytes: readonly number[] };

const engines: Record<string, Aead> = {
  'AES-GCM': { seal: sealAesGcm, open: openAesGcm, nonceBytes: 12, keyBytes: [16, 32] },
  'CHACHA20-POLY1305': {
    seal: sealChaCha20Poly1305,
    open: openChaCha20Poly1305,
    nonceBytes: 12,
    keyBytes: [32],
  },
  'XCHACHA20-POLY1305': {
    seal: sealXChaCha20Poly1305,
    open: openXChaCha20Poly1305,
    nonceBytes: 24,
    keyBytes: [32],
  },
};

type AeadCase = WycheproofCase & {
  key: string;
  iv: string;
  aad: string;
  msg: string;
  ct: string;
  tag: string;
};

testShape<WycheproofFile<object, AeadCase>>({
  name: 'Wycheproof AEAD',
  recognises: (json) => isWycheproof(json, 'AeadTest', Object.keys(engines)),
  run(file) {
    const { seal, open, nonceBytes, keyBytes } = engines[file.algorithm] as Aead;
    let cases = 0;
    for (const { vector } of casesOf(file)) {
      const [key, nonce, aad, message] = [vector.key, vector.iv, vector.aad, vector.msg].map(hex) as Bytes4;
      const sealed = hex(vector.ct + vector.tag);
      const what = `case ${vector.tcId}`;
      cases++;
      if (nonce.length !== nonceBytes || !keyBytes.includes(key.length)) {
        expectThat(refusal(() => seal(key, nonce, message, aad)) === 'bad-length', `${what} was sealed`);
        expectThat(refusal(() => open(key, nonce, sealed, aad)) === 'bad-length', `${what} was opened`);
      } else if (vector.result === 'valid') {
        expectBytes(seal(key, nonce, message, aad), vector.ct + vector.tag, what);
        expectBytes(open(key, nonce, sealed, aad), vector.msg, what);
      } else {
        expectThat(
          refusal(() => open(key, nonce, sealed, aad)) === 'authentication-failed',
          `${what} was opened`,
        );
      }
    }
    return { cases };
  },
});

type Bytes4 = [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

type AcvpGcm = {
  testGroups: {
    direction: 'encrypt' | 'decrypt';
    ivLen: number;
    tagLen: number;
    keyLen: number;
    tests: {
      tcId: number;
      testPassed: boolean;
      pt: string;
      key: string;
      aad: string;
      iv: string;
      ct: string;
      tag: string;
    }[];
  }[];
};

testShape<AcvpGcm>({
  name: 'ACVP AES-GCM',
  recognises: (json) => has(json, 'algorithm', 'testGroups') && json['algorithm'] === 'ACVP-AES-GCM',
  run({ testGroups }) {
    const { leftOut, leaveOut } = tally();
    let cases = 0;
    for (const group of testGroups) {
      for (const vector of group.tests) {
        if (group.ivLen !== 96 || group.tagLen !== 128 || group.keyLen === 192) {
          leaveOut('only 96-bit nonces, 128-bit tags, 128- and 256-bit keys are offered');
          continue;
        }
        const [key, nonce, aad, message] = [vector.key, vector.iv, vector.aad, vector.pt].map(hex) as Bytes4;
        const what = `case ${vector.tcId}`;
        const sealed = hex(vector.ct + vector.tag);
        cases++;
        if (group.direction === 'encrypt')
          expectBytes(sealAesGcm(key, nonce, message, aad), vector.ct + vector.tag, what);
        else if (vector.testPassed) expectBytes(openAesGcm(key, nonce, sealed, aad), vector.pt, what);
        else
          expectThat(
            refusal(() => openAesGcm(key, nonce, sealed, aad)) === 'authentication-failed',
            `${what} was opened`,
          );
      }
    }
    return { cases, leftOut };
  },
});
