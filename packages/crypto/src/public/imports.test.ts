import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '..');

/** Every file of this package that `file` brings with it, itself included. */
function closure(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, module] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g))
    closure(join(dirname(file), module as string), seen);
  return seen;
}

test('what the server may import brings no code that handles a secret', () => {
  const files = [...closure(join(source, 'public', 'index.ts'))].map((file) => relative(source, file)).sort();
  expect(files).toEqual([
    'attachment/attachment-layout.ts',
    'attachment/blob-length.ts',
    'attachment/padded-length.ts',
    'encoding/protobuf-reader.ts',
    'encoding/protobuf-writer.ts',
    'group/codec/tls-reader.ts',
    'identity/device-list-codec.ts',
    'identity/device-list.ts',
    'identity/key-proof.ts',
    'identity/purpose.ts',
    'identity/refresh-parts.ts',
    'identity/verify-device-list.ts',
    'identity/verify-for.ts',
    'identity/verify-key-proof.ts',
    'identity/verify-refresh.ts',
    'identity/vouched-key.ts',
    'primitives/bytes.ts',
    'primitives/crypto-error.ts',
    'primitives/curve-key.ts',
    'primitives/ed25519-verify.ts',
    'primitives/hash.ts',
    'primitives/kem-key.ts',
    'primitives/sodium.ts',
    'primitives/xeddsa-verify.ts',
    'public/index.ts',
    'public/read-message-header.ts',
  ]);
});
