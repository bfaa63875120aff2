import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  openDeviceName,
  unwrapIdentityKey,
  verifyDeviceList,
  verifyKeyProof,
  verifyRefresh,
} from '../../src/identity/index.ts';
import { ready, toHex, utf8 } from '../../src/primitives/index.ts';
import { open } from '../../src/sealed/index.ts';
import { type LockedFormats, lockedFormats } from './locked-formats.ts';

beforeAll(ready);

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'vectors', 'identity');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/** What other clients signed, sealed and showed. A change of a format adds a file and never edits one. */
describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', (name) => {
  const locked = JSON.parse(readFileSync(join(folder, name), 'utf8')) as LockedFormats;

  test('is what this code writes from the same inputs', () => {
    expect(lockedFormats()).toEqual(locked);
  });

  test('still verifies and opens', () => {
    const { device_list, key_proof, refresh, sealed, wrapped_identity_key, device_name } = locked;
    const key = bytes(locked.identity_key);
    const expected = { accountId: locked.account_id, now: device_list.now };
    const outcome = verifyDeviceList(bytes(device_list.list), bytes(device_list.signature), key, expected);
    expect(outcome.kind).toBe('verified');
    const claim = { ...key_proof.claim, publicKey: bytes(key_proof.public_key) };
    const signatureKey = bytes(locked.signature_key);
    expect(verifyKeyProof(claim, signatureKey, bytes(key_proof.proof))).toBe(true);
    expect(verifyRefresh(refresh.token, refresh.request_id, signatureKey, bytes(refresh.signature))).toBe(
      true,
    );
    expect(toHex(open(bytes(sealed.key), bytes(sealed.box), utf8(sealed.context)))).toBe(sealed.secret);
    const exportKey = bytes(wrapped_identity_key.export_key);
    const unwrapped = unwrapIdentityKey(bytes(wrapped_identity_key.wrapped), exportKey, locked.account_id);
    expect(toHex(unwrapped.publicKey)).toBe(locked.identity_key);
    expect(openDeviceName(bytes(device_name.sealed), locked.device_id, unwrapped.seed)).toBe(
      device_name.name,
    );
  });
});
