import {
  generateKemPrekey,
  generateOneTimePrekey,
  generateSignedPrekey,
  type ListedDevice,
  type SignedKey,
  signDeviceList,
} from '@sotto/crypto/identity';
import { encodeBase64 } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { callRoute } from './json-request.ts';
import { random, type WireAccount } from './wire-account.ts';

const weekSeconds = 7 * 86_400;

/** The keys a device publishes when it registers. */
export function registrationBody(
  account: WireAccount,
  options: { prekeys?: number; version?: number; others?: readonly ListedDevice[] } = {},
) {
  const { device } = account;
  const { prekeys = 50, version = 1, others = [] } = options;
  const expiresAt = Math.floor(Date.now() / 1000) + 4 * weekSeconds;
  const ids = Array.from({ length: prekeys }, (_, i) => i + 1);
  return {
    device_id: account.deviceId,
    device_name: encodeBase64(random(64)),
    registration_id: device.registrationId,
    identity_key: encodeBase64(device.identityKey),
    signature_key: encodeBase64(device.signatureKey),
    signed_prekey: onWire(generateSignedPrekey(device, 1, expiresAt, random)),
    onetime_prekeys: ids.map((id) => {
      const key = generateOneTimePrekey(id, random);
      return { id, public_key: encodeBase64(key.publicKey) };
    }),
    last_resort_kem_prekey: onWire(generateKemPrekey(device, 0, expiresAt, random)),
    onetime_kem_prekeys: ids.map((id) => onWire(generateKemPrekey(device, id, expiresAt, random))),
    device_list: deviceListOnWire(account, version, [...others, listed(account)]),
  };
}

/** A signed device list of an account, as the API takes it. */
export function deviceListOnWire(account: WireAccount, version: number, devices: readonly ListedDevice[]) {
  const now = Math.floor(Date.now() / 1000);
  const { list, signature } = signDeviceList(
    { accountId: account.accountId, version, issuedAt: now, expiresAt: now + 52 * weekSeconds, devices },
    account.identity.seed,
  );
  return { version, list: encodeBase64(list), signature: encodeBase64(signature) };
}

/** This device's line in its account's list. */
export function listed(account: WireAccount): ListedDevice {
  const { deviceId, registrationId, identityKey, signatureKey } = account.device;
  return { deviceId, registrationId, identityKey, signatureKey, addedAt: Math.floor(Date.now() / 1000) };
}

/** Registers the account's device with fresh keys. */
export async function registerOnWire(
  account: WireAccount,
  options: Parameters<typeof registrationBody>[1] = {},
): Promise<void> {
  await callRoute(account.url, routes.registerDevice, {
    params: { user_id: account.accountId },
    token: account.token,
    body: registrationBody(account, options),
  });
}

function onWire(key: SignedKey) {
  return {
    id: key.id,
    public_key: encodeBase64(key.publicKey),
    signature: encodeBase64(key.signature),
    expires_at: key.expiresAt,
    proof: encodeBase64(key.proof),
  };
}
