import { type VerifiedPrekeyBundle, verifyPrekeyBundle } from '@sotto/crypto/identity';
import { type AccountId, type DeviceId, decodeBase64 } from '@sotto/protocol';
import { type DeviceBundle, routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { acceptDeviceList } from '../devices/accept-device-list.ts';

/** Checked against the verified device list; each is good for one handshake. */
export type VerifiedBundles = Map<DeviceId, VerifiedPrekeyBundle>;

/**
 * Fetches what it takes to begin sessions with devices of an account, and takes in the device list that
 * comes with it. Bundles that no listed device vouches for are left out (REQ-I1).
 */
export async function fetchBundles(
  { database, platform, self, call }: DeviceContext,
  accountId: AccountId,
  deviceIds: readonly DeviceId[],
): Promise<VerifiedBundles> {
  const served = await call(routes.getBundle, {
    params: { user_id: accountId },
    query: { device_ids: deviceIds.join(',') },
  });
  const now = platform.clock();
  const accepted = database.commit((changes) => acceptDeviceList(changes, self, accountId, served, now));
  const bundles: VerifiedBundles = new Map();
  if (accepted.kind === 'refused') {
    platform.log('error', 'device-list-refused');
    return bundles;
  }
  for (const bundle of served.devices) {
    const outcome = verifyPrekeyBundle(offeredBundle(bundle), accepted.list, Math.floor(now / 1000));
    if (outcome.kind === 'verified') bundles.set(bundle.device_id, outcome.bundle);
  }
  return bundles;
}

function offeredBundle(bundle: DeviceBundle): Parameters<typeof verifyPrekeyBundle>[0] {
  const { onetime_prekey_id: oneTimeId, onetime_prekey: oneTimeKey } = bundle;
  return {
    deviceId: bundle.device_id,
    registrationId: bundle.registration_id,
    identityKey: bytes(bundle.identity_key),
    signedPrekey: {
      id: bundle.signed_prekey_id,
      publicKey: bytes(bundle.signed_prekey),
      signature: bytes(bundle.signed_prekey_signature),
      expiresAt: bundle.signed_prekey_expires_at,
      proof: bytes(bundle.signed_prekey_proof),
    },
    oneTimePrekey:
      oneTimeId === undefined || oneTimeKey === undefined
        ? undefined
        : { id: oneTimeId, publicKey: bytes(oneTimeKey) },
    kemPrekey: {
      id: bundle.kem_prekey_id,
      publicKey: bytes(bundle.kem_prekey),
      signature: bytes(bundle.kem_prekey_signature),
      expiresAt: bundle.kem_prekey_expires_at,
      proof: bytes(bundle.kem_prekey_proof),
    },
  };
}

function bytes(text: string): Uint8Array {
  return decodeBase64(text) ?? new Uint8Array();
}
