import { argon2id as nobleArgon2id } from '@noble/hashes/argon2.js';
import { beforeAll } from 'vitest';
import {
  argon2id,
  hkdfSha256,
  hkdfSha512,
  hmacSha256,
  hmacSha512,
  ready,
} from '../../src/primitives/index.ts';
import { expectBytes, expectThat, has, hex, refusal, tally, testShape } from './vector-files.ts';
import { casesOf, isWycheproof, type WycheproofCase, type WycheproofFile } from './wycheproof.ts';

beforeAll(ready);

const macs: Record<string, typeof hmacSha256> = { HMACSHA256: hmacSha256, HMACSHA512: hmacSha512 };

type MacCase = WycheproofCase & { key: string; msg: string; tag: string };

testShape<WycheproofFile<{ tagSize: number }, MacCase>>({
  name: 'Wycheproof HMAC',
  recognises: (json) => isWycheproof(json, 'MacTest', Object.keys(macs)),
  run(file) {
    const mac = macs[file.algorithm] as typeof hmacSha256;
    let cases = 0;
    for (const { group, vector } of casesOf(file)) {
      const tag = mac(hex(vector.key), hex(vector.msg)).slice(0, group.tagSize / 8);
      const same = Buffer.from(tag).toString('hex') === vector.tag;
      expectThat(same === (vector.result === 'valid'), `case ${vector.tcId}`);
      cases++;
    }
    return { cases };
  },
});

const kdfs: Record<string, typeof hkdfSha256> = { 'HKDF-SHA-256': hkdfSha256, 'HKDF-SHA-512': hkdfSha512 };

type HkdfCase = WycheproofCase & { ikm: string; salt: string; info: string; size: number; okm: string };

testShape<WycheproofFile<object, HkdfCase>>({
  name: 'Wycheproof HKDF',
  recognises: (json) => isWycheproof(json, 'HkdfTest', Object.keys(kdfs)),
  run(file) {
    const hkdf = kdfs[file.algorithm] as typeof hkdfSha256;
    let cases = 0;
    for (const { vector } of casesOf(file)) {
      const derive = () => hkdf(hex(vector.salt), hex(vector.ikm), hex(vector.info), vector.size);
      if (vector.result === 'valid') expectBytes(derive(), vector.okm, `case ${vector.tcId}`);
      else expectThat(refusal(derive) === 'out-of-range', `case ${vector.tcId} was derived`);
      cases++;
    }
    return { cases };
  },
});

type RfcHkdf = {
  cases: { hash: string; ikm: string; salt: string | null; info: string | null; L: number; okm: string }[];
};

testShape<RfcHkdf>({
  name: 'RFC 5869 HKDF',
  recognises: (json) =>
    has(json, 'rfc', 'cases') && has((json['cases'] as unknown[])[0], 'hash', 'ikm', 'okm'),
  run({ cases }) {
    const { leftOut, leaveOut } = tally();
    let checked = 0;
    for (const { hash, ikm, salt, info, L, okm } of cases) {
      const hkdf = kdfs[`HKDF-SHA-${hash.replace('sha', '')}`];
      if (hkdf === undefined) {
        leaveOut(`HKDF over ${hash} is not offered`);
        continue;
      }
      checked++;
      expectBytes(hkdf(hex(salt ?? ''), hex(ikm), hex(info ?? ''), L), okm, okm);
    }
    return { cases: checked, leftOut };
  },
});

type RfcArgon2 = {
  version: number;
  password: string;
  salt: string;
  secret: string;
  ad: string;
  m: number;
  t: number;
  p: number;
  tagLength: number;
  argon2id: string;
};

/**
 * Our engine takes no associated data, which the RFC's example has. So its example is checked on a second
 * implementation, and ours against that one on the same inputs without it.
 */
testShape<RfcArgon2>({
  name: 'RFC 9106 Argon2id',
  recognises: (json) => has(json, 'rfc', 'argon2id', 'tagLength'),
  async run({ password, salt, secret, ad, m, t, p, tagLength, argon2id: tag }) {
    const twin = (personalization: Uint8Array) =>
      nobleArgon2id(hex(password), hex(salt), {
        m,
        t,
        p,
        key: hex(secret),
        personalization,
        dkLen: tagLength,
      });
    expectBytes(twin(hex(ad)), tag, 'RFC 9106 section 5.3 on the twin');
    const parameters = { memoryKiB: m, passes: t, lanes: p };
    const derived = await argon2id(hex(password), hex(salt), parameters, tagLength, hex(secret));
    expectBytes(derived, Buffer.from(twin(new Uint8Array())).toString('hex'), 'without associated data');
    return { cases: 1 };
  },
});

/**
 * The inputs behind noble's list of Argon2 outputs (its `test/argon2-cases.ts`): patterns of these
 * lengths; the file holds Argon2d, 2i and 2id, each in version 1.0 and 1.3, each for all of these.
 */
const nobleArgon2Cases = [
  {},
  { password: 0, salt: 8, length: 4 },
  { password: 1, salt: 9, secret: 0, length: 16 },
  { password: 64, salt: 32, secret: 1, length: 33 },
  { password: 256, salt: 64, secret: 8, length: 64 },
  { password: 1024, salt: 256, secret: 257, length: 128 },
  { password: 65_536, salt: 1024, secret: 1024, length: 512 },
  { password: 262_144, salt: 65_536, secret: 65_536 },
  { passes: 2, lanes: 2, memoryKiB: 16 },
  { passes: 4, lanes: 3, memoryKiB: 24 },
  { passes: 8, lanes: 4, memoryKiB: 32 },
  { passes: 32, memoryKiB: 64 },
  { lanes: 16, memoryKiB: 128 },
  { memoryKiB: 1024 },
  { memoryKiB: 4096, length: 1024 },
].map((varied) => ({
  password: 32,
  salt: 16,
  secret: undefined as number | undefined,
  length: 32,
  passes: 1,
  lanes: 1,
  memoryKiB: 8,
  ...varied,
}));

const pattern = (first: number, length: number) => Uint8Array.from({ length }, (_, i) => first + (i % 5));

testShape<string[]>({
  name: 'noble’s Argon2 outputs',
  recognises: (json, name) =>
    Array.isArray(json) && /argon2/.test(name) && json.length === 6 * nobleArgon2Cases.length,
  async run(outputs) {
    const ours = outputs.slice(-nobleArgon2Cases.length);
    for (const [i, { password, salt, secret, length, ...parameters }] of nobleArgon2Cases.entries()) {
      if (password === 0) {
        // Our engine takes no empty password, and neither does the product.
        const refused = argon2id(pattern(1, password), pattern(6, salt), parameters, length);
        expectThat((await refused.catch(({ code }) => code)) === 'bad-length', `case ${i} was derived`);
        continue;
      }
      const derived = await argon2id(
        pattern(1, password),
        pattern(6, salt),
        parameters,
        length,
        pattern(11, secret ?? 0),
      );
      expectBytes(derived, ours[i] as string, `case ${i}`);
    }
    const others = outputs.length - ours.length;
    return {
      cases: ours.length,
      leftOut: new Map([['Argon2d, Argon2i and version 1.0 are not offered', others]]),
    };
  },
});
