import { beforeAll } from 'vitest';
import { isKemKey, mlKem768, mlKem1024, ready, xWing } from '../../src/primitives/index.ts';
import { expectBytes, expectThat, has, hex, refusal, tally, testShape } from './vector-files.ts';
import { casesOf, isWycheproof, type WycheproofCase, type WycheproofFile } from './wycheproof.ts';

beforeAll(ready);

type Kem = typeof mlKem768;
type KemGroup = { parameterSet: string };

const kems: Record<string, Kem> = { 'ML-KEM-768': mlKem768, 'ML-KEM-1024': mlKem1024 };
const notOffered = (parameterSet: string) => `${parameterSet} is not offered`;

testShape<WycheproofFile<KemGroup, WycheproofCase & { seed: string; ek: string; c: string; K: string }>>({
  name: 'Wycheproof ML-KEM decapsulation',
  recognises: (json) => isWycheproof(json, 'MLKEMTest'),
  run(file) {
    const { leftOut, leaveOut } = tally();
    let cases = 0;
    for (const { group, vector } of casesOf(file)) {
      const kem = kems[group.parameterSet];
      if (kem === undefined) {
        leaveOut(notOffered(group.parameterSet));
        continue;
      }
      const what = `case ${vector.tcId}`;
      const attempt = () => {
        const { publicKey, privateKey } = kem.keyPair(hex(vector.seed));
        return { publicKey, secret: kem.decapsulate(privateKey, hex(vector.c)) };
      };
      cases++;
      if (vector.result === 'valid') {
        const { publicKey, secret } = attempt();
        expectBytes(publicKey, vector.ek, what);
        expectBytes(secret, vector.K, what);
      } else {
        expectThat(refusal(attempt) === 'bad-length', `${what} was decapsulated`);
      }
    }
    return { cases, leftOut };
  },
});

testShape<WycheproofFile<KemGroup, WycheproofCase & { m: string; ek: string; c: string; K: string }>>({
  name: 'Wycheproof ML-KEM encapsulation',
  recognises: (json) => isWycheproof(json, 'MLKEMEncapsTest'),
  run(file) {
    const { leftOut, leaveOut } = tally();
    let cases = 0;
    for (const { group, vector } of casesOf(file)) {
      const kem = kems[group.parameterSet];
      if (kem === undefined) {
        leaveOut(notOffered(group.parameterSet));
        continue;
      }
      const what = `case ${vector.tcId}`;
      const attempt = () => kem.encapsulate(hex(vector.ek), hex(vector.m));
      cases++;
      if (vector.result === 'valid') {
        const { ciphertext, sharedSecret } = attempt();
        expectBytes(ciphertext, vector.c, what);
        expectBytes(sharedSecret, vector.K, what);
      } else {
        expectThat(['weak-key', 'bad-length'].includes(refusal(attempt) ?? ''), `${what} was encapsulated`);
      }
    }
    return { cases, leftOut };
  },
});

type AcvpCase = {
  tcId: number;
  testPassed?: boolean;
  ek: string;
  dk: string;
  c: string;
  k: string;
  m: string;
  d: string;
  z: string;
};
type AcvpKem = { testGroups: (KemGroup & { function?: string; keyFormat?: string; tests: AcvpCase[] })[] };

const isAcvpKem = (json: unknown, mode: string) =>
  has(json, 'algorithm', 'mode', 'testGroups') && json['algorithm'] === 'ML-KEM' && json['mode'] === mode;

testShape<AcvpKem>({
  name: 'ACVP ML-KEM key generation',
  recognises: (json) => isAcvpKem(json, 'keyGen'),
  run: ({ testGroups }) =>
    eachAcvp(testGroups, (kem, { d, z, ek, dk }, what) => {
      const { publicKey, privateKey } = kem.keyPair(hex(d + z));
      expectBytes(publicKey, ek, what);
      expectBytes(privateKey, dk, what);
    }),
});

testShape<AcvpKem>({
  name: 'ACVP ML-KEM encapsulation and decapsulation',
  recognises: (json) => isAcvpKem(json, 'encapDecap'),
  run: ({ testGroups }) =>
    eachAcvp(testGroups, (kem, vector, what, group) => {
      switch (group.function) {
        case 'encapsulation': {
          const { ciphertext, sharedSecret } = kem.encapsulate(hex(vector.ek), hex(vector.m));
          expectBytes(ciphertext, vector.c, what);
          expectBytes(sharedSecret, vector.k, what);
          return;
        }
        case 'decapsulation': {
          const seed = group.keyFormat === 'seed';
          const privateKey = seed ? kem.keyPair(hex(vector.d + vector.z)).privateKey : hex(vector.dk);
          expectBytes(kem.decapsulate(privateKey, hex(vector.c)), vector.k, what);
          return;
        }
        case 'encapsulationKeyCheck': {
          const refused = refusal(() => kem.encapsulate(hex(vector.ek), new Uint8Array(32)));
          expectThat((refused === undefined) === vector.testPassed, `${what}: ${refused}`);
          return;
        }
        case 'decapsulationKeyCheck': {
          const ciphertext = new Uint8Array(kem === mlKem768 ? 1088 : 1568);
          const refused = refusal(() => kem.decapsulate(hex(vector.dk), ciphertext));
          expectThat((refused === undefined) === vector.testPassed, `${what}: ${refused}`);
          return;
        }
        default:
          throw new Error(`unknown function ${group.function}`);
      }
    }),
});

function eachAcvp(
  groups: AcvpKem['testGroups'],
  check: (kem: Kem, vector: AcvpCase, what: string, group: AcvpKem['testGroups'][number]) => void,
) {
  const { leftOut, leaveOut } = tally();
  let cases = 0;
  for (const group of groups) {
    const kem = kems[group.parameterSet];
    for (const vector of group.tests) {
      if (kem === undefined) leaveOut(notOffered(group.parameterSet));
      else {
        check(kem, vector, `case ${vector.tcId}`, group);
        cases++;
      }
    }
  }
  return { cases, leftOut };
}

/** The parameter set of bytes in hexadecimal, by their length. */
const byLength: Record<number, Kem> = { 2368: mlKem768, 4800: mlKem768, 3136: mlKem1024, 6336: mlKem1024 };

testShape<string[]>({
  name: 'C2SP ML-KEM keys outside the modulus',
  recognises: (json) =>
    Array.isArray(json) && typeof json[0] === 'string' && [2368, 3136].includes(json[0].length),
  run(keys) {
    for (const [i, key] of keys.entries()) {
      const kem = byLength[key.length] as Kem;
      const refused = refusal(() => kem.encapsulate(hex(key), new Uint8Array(32)));
      expectThat(refused === 'weak-key', `key ${i}: ${refused}`);
      if (kem === mlKem1024) expectThat(!isKemKey(hex(`08${key}`)), `key ${i} was decoded`);
    }
    return { cases: keys.length };
  },
});

testShape<{ dk: string; c: string; K: string }[]>({
  name: 'C2SP ML-KEM ciphertext comparison',
  recognises: (json) => Array.isArray(json) && has(json[0], 'dk', 'c', 'K') && !has(json[0], 'm'),
  run: (cases) =>
    eachOffered(
      cases,
      ({ dk }) => byLength[dk.length],
      (kem, { dk, c, K }) => {
        expectBytes(kem.decapsulate(hex(dk), hex(c)), K, c.slice(0, 16));
      },
    ),
});

type Unlucky = { ek: string; dk: string; m: string; K: string; c: string }[];

/** Keys whose matrix takes unusually many bytes to sample; made by the draft's key generation, so given here. */
testShape<Unlucky>({
  name: 'C2SP ML-KEM unlucky sampling',
  recognises: (json) => Array.isArray(json) && has(json[0], 'ek', 'dk', 'm', 'K', 'c'),
  run: (cases) =>
    eachOffered(
      cases,
      ({ ek }) => byLength[ek.length],
      (kem, { ek, dk, m, K, c }) => {
        const { ciphertext, sharedSecret } = kem.encapsulate(hex(ek), hex(m));
        expectBytes(ciphertext, c, 'ciphertext');
        expectBytes(sharedSecret, K, 'secret');
        expectBytes(kem.decapsulate(hex(dk), ciphertext), K, 'decapsulated secret');
      },
    ),
});

/** Checks the cases of parameter sets we have, and counts the others. */
function eachOffered<Case>(
  cases: readonly Case[],
  kemOf: (vector: Case) => Kem | undefined,
  check: (kem: Kem, vector: Case) => void,
) {
  const { leftOut, leaveOut } = tally();
  let checked = 0;
  for (const vector of cases) {
    const kem = kemOf(vector);
    if (kem === undefined) leaveOut('only ML-KEM-768 and ML-KEM-1024 are offered');
    else {
      check(kem, vector);
      checked++;
    }
  }
  return { cases: checked, leftOut };
}

type XWingCase = { seed: string; eseed?: string; randomness?: string; pk: string; ct: string; ss: string };

testShape<XWingCase[]>({
  name: 'X-Wing',
  recognises: (json) =>
    Array.isArray(json) &&
    has(json[0], 'seed', 'sk', 'pk', 'ct', 'ss') &&
    String(json[0]['pk']).length === 2432,
  run(cases) {
    for (const [i, { seed, eseed, randomness, pk, ct, ss }] of cases.entries()) {
      const { publicKey, privateKey } = xWing.keyPair(hex(seed));
      expectBytes(publicKey, pk, `key ${i}`);
      const { ciphertext, sharedSecret } = xWing.encapsulate(publicKey, hex(eseed ?? randomness ?? ''));
      expectBytes(ciphertext, ct, `ciphertext ${i}`);
      expectBytes(sharedSecret, ss, `secret ${i}`);
      expectBytes(xWing.decapsulate(privateKey, ciphertext), ss, `decapsulated ${i}`);
    }
    return { cases: cases.length };
  },
});
