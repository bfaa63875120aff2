import { beforeAll } from 'vitest';
import { TlsReader } from '../../src/group/codec/tls-reader.ts';
import {
  decryptWithLabel,
  deriveSecret,
  deriveTreeSecret,
  encryptWithLabel,
  expandWithLabel,
  refHash,
  signWithLabel,
  verifyWithLabel,
} from '../../src/group/suite/labels.ts';
import { left, level, nodeCount, parent, right, root, sibling } from '../../src/group/tree/tree-math.ts';
import { ready } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';
import { forEachSuite } from './mls-suites.ts';
import { expectBytes, expectThat, has, hex, testShape } from './vector-files.ts';

beforeAll(ready);

type Basics = {
  cipher_suite: number;
  ref_hash: { label: string; value: string; out: string };
  expand_with_label: { secret: string; label: string; context: string; length: number; out: string };
  derive_secret: { secret: string; label: string; out: string };
  derive_tree_secret: { secret: string; label: string; generation: number; length: number; out: string };
  sign_with_label: { priv: string; pub: string; content: string; label: string; signature: string };
  encrypt_with_label: {
    priv: string;
    pub: string;
    label: string;
    context: string;
    plaintext: string;
    kem_output: string;
    ciphertext: string;
  };
};

const random = deterministicRandom('mls basics');

testShape<Basics[]>({
  name: 'MLS crypto basics',
  recognises: (json) =>
    Array.isArray(json) && has(json[0], 'ref_hash', 'expand_with_label', 'sign_with_label'),
  run: (cases) =>
    forEachSuite(cases, (entry, suite, name) => {
      const { ref_hash, expand_with_label, derive_secret, derive_tree_secret, sign_with_label } = entry;
      expectBytes(refHash(ref_hash.label, hex(ref_hash.value)), ref_hash.out, `${name} RefHash`);
      const expand = expand_with_label;
      expectBytes(
        expandWithLabel(hex(expand.secret), expand.label, hex(expand.context), expand.length),
        expand.out,
        `${name} ExpandWithLabel`,
      );
      expectBytes(deriveSecret(hex(derive_secret.secret), derive_secret.label), derive_secret.out, name);
      const tree = derive_tree_secret;
      expectBytes(
        deriveTreeSecret(hex(tree.secret), tree.label, tree.generation, tree.length),
        tree.out,
        `${name} DeriveTreeSecret`,
      );
      const sign = sign_with_label;
      const content = hex(sign.content);
      const verifies = (signature: Uint8Array): boolean =>
        verifyWithLabel(hex(sign.pub), sign.label, content, signature);
      expectThat(verifies(hex(sign.signature)), `${name} VerifyWithLabel`);
      expectThat(verifies(signWithLabel(hex(sign.priv), sign.label, content)), `${name} SignWithLabel`);
      const sealed = entry.encrypt_with_label;
      const open = (kemOutput: Uint8Array, ciphertext: Uint8Array): Uint8Array =>
        decryptWithLabel(suite, hex(sealed.priv), sealed.label, hex(sealed.context), {
          kemOutput,
          ciphertext,
        });
      expectBytes(open(hex(sealed.kem_output), hex(sealed.ciphertext)), sealed.plaintext, `${name} Decrypt`);
      const again = encryptWithLabel(
        suite,
        hex(sealed.pub),
        sealed.label,
        hex(sealed.context),
        hex(sealed.plaintext),
        random,
      );
      expectBytes(open(again.kemOutput, again.ciphertext), sealed.plaintext, `${name} Encrypt`);
    }),
});

testShape<{ vlbytes_header: string; length: number }[]>({
  name: 'MLS vector lengths',
  recognises: (json) => Array.isArray(json) && has(json[0], 'vlbytes_header', 'length'),
  run: (cases) => {
    for (const { vlbytes_header, length } of cases)
      expectThat(new TlsReader(hex(vlbytes_header)).varint() === length, `length ${length}`);
    return { cases: cases.length };
  },
});

type TreeMath = {
  n_leaves: number;
  n_nodes: number;
  root: number;
  left: (number | null)[];
  right: (number | null)[];
  parent: (number | null)[];
  sibling: (number | null)[];
};

testShape<TreeMath[]>({
  name: 'MLS tree math',
  recognises: (json) => Array.isArray(json) && has(json[0], 'n_leaves', 'n_nodes', 'root'),
  run: (cases) => {
    for (const entry of cases) {
      const name = `${entry.n_leaves} leaves`;
      expectThat(nodeCount(entry.n_leaves) === entry.n_nodes, name);
      const top = root(entry.n_leaves);
      expectThat(top === entry.root, name);
      for (let node = 0; node < entry.n_nodes; node++) {
        const below = level(node) === 0 ? [null, null] : [left(node), right(node)];
        const beside = node === top ? [null, null] : [parent(node), sibling(node)];
        const found = [...below, ...beside];
        const expected = [entry.left[node], entry.right[node], entry.parent[node], entry.sibling[node]];
        expectThat(
          found.every((value, i) => value === (expected[i] ?? null)),
          `${name}, node ${node}`,
        );
      }
    }
    return { cases: cases.length };
  },
});
