import { type AccountId, type DeviceId, encodeBase64, limits } from '@sotto/protocol';
import type {
  deactivateDevice as Deactivate,
  getBundle,
  getKeyStats,
  listDevices as ListDevices,
  lookUpDeviceLists as LookUpDeviceLists,
  RouteAnswer,
  RouteBody,
  rotatePrekey,
  uploadPrekeys as Upload,
} from '@sotto/protocol/http';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import type { Transaction } from '../db/database.ts';
import { ProblemError } from '../http/problem-error.ts';
import { countKeyPackages } from './key-package-store.ts';
import { readNextDeviceList } from './next-device-list.ts';
import type { PrekeyBudget } from './prekey-budget.ts';
import {
  addOneTimeKemPrekeys,
  addOneTimePrekeys,
  type BundleRow,
  countPrekeys,
  findKeyStats,
  hasOneTimeKemPrekey,
  putLastResortKey,
  putSignedPrekey,
  takeBundles,
} from './prekey-store.ts';
import type { PrekeyWarnings } from './prekey-warnings.ts';
import {
  type DeviceListRow,
  type DeviceRow,
  endDeviceSessions,
  findDeviceList,
  findDeviceLists,
  listDevicesOf,
  listOwnDeviceDetails,
  listOwnDevices,
  lockOwnDevices,
  markDeviceRemoved,
  putDeviceList,
} from './store.ts';
import { readKemPrekeys, readOneTimePrekeys, readSignedKey, type SignedKey } from './uploaded-keys.ts';

/** Bundles of every active device, or of the named ones only. */
export async function takeAccountBundles(
  context: Context,
  budget: PrekeyBudget,
  warnings: PrekeyWarnings,
  actor: Actor,
  accountId: AccountId,
  deviceIds: readonly DeviceId[] | undefined,
): Promise<RouteAnswer<typeof getBundle>> {
  const withOneTime = budget.draw(actor.accountId, accountId);
  const found = await takeBundles(context.pool, actor.accountId, accountId, deviceIds, withOneTime);
  if (found === undefined) throw new ProblemError('account-unknown');
  for (const bundle of found.bundles)
    warnings.drawn({
      accountId,
      deviceId: bundle.device_id,
      oneTimePrekeys: bundle.onetime_left,
      oneTimeKemPrekeys: bundle.kem_left,
    });
  return {
    user_id: accountId,
    identity_key: encodeBase64(found.identityKey),
    device_list: {
      version: found.version,
      list: encodeBase64(found.list),
      signature: encodeBase64(found.signature),
    },
    devices: found.bundles.map((bundle) => presentBundle(accountId, bundle)),
  };
}

/** Replaces the weekly keys. Repeating it changes nothing; an id that had another key is refused. */
export async function rotatePrekeys(
  context: Context,
  actor: Actor,
  body: RouteBody<typeof rotatePrekey>,
): Promise<void> {
  const { signed_prekey: signed, last_resort_kem_prekey: lastResort } = body;
  await context.database.asActor(actor, async (tx) => {
    await lockOwnDevices(tx, actor.accountId);
    const device = await ownDevice(tx, actor.deviceId);
    const uploader = uploaderOf(actor, device);
    const current = await findKeyStats(tx, device.device_pk);
    if (signed !== undefined) {
      const key = readSignedKey('signed-prekey', signed, uploader);
      if (isReplacement(key, current?.signed_id, current?.signed_key))
        await putSignedPrekey(tx, device.device_pk, key);
    }
    if (lastResort !== undefined) {
      const key = readSignedKey('kem-prekey', lastResort, uploader);
      if (isReplacement(key, current?.kem_id, current?.kem_key)) {
        // KEM prekeys share their ids, one-time or last resort: a handshake names nothing else.
        if (await hasOneTimeKemPrekey(tx, device.device_pk, key.id)) throw new ProblemError('prekey-id-used');
        await putLastResortKey(tx, device.device_pk, key);
      }
    }
  });
}

/** False for the key that is there already. @throws ProblemError `prekey-id-used` for an id of the past. */
function isReplacement(key: SignedKey, currentId = -1, currentKey?: Uint8Array): boolean {
  if (key.id > currentId) return true;
  if (key.id === currentId && currentKey !== undefined && Buffer.compare(currentKey, key.publicKey) === 0)
    return false;
  throw new ProblemError('prekey-id-used');
}

/** Adds one-time keys; returns how many there are now. */
export async function uploadPrekeys(
  context: Context,
  actor: Actor,
  body: RouteBody<typeof Upload>,
): Promise<RouteAnswer<typeof Upload>> {
  return context.database.asActor(actor, async (tx) => {
    await lockOwnDevices(tx, actor.accountId);
    const device = await ownDevice(tx, actor.deviceId);
    const before = await countPrekeys(tx, device.device_pk);
    const oneTime = readOneTimePrekeys(body.onetime_prekeys, device.onetime_high);
    const kem = readKemPrekeys(body.onetime_kem_prekeys, uploaderOf(actor, device), device.onetime_kem_high);
    const current = await findKeyStats(tx, device.device_pk);
    if (kem.some((key) => key.id === current?.kem_id)) throw new ProblemError('prekey-id-used');
    const after = { onetime: before.onetime + oneTime.length, kem: before.kem + kem.length };
    if (Math.max(after.onetime, after.kem) > limits.oneTimePrekeysStoredMax)
      throw new ProblemError('too-many-prekeys');
    if (oneTime.length > 0) await addOneTimePrekeys(tx, device.device_pk, oneTime);
    if (kem.length > 0) await addOneTimeKemPrekeys(tx, device.device_pk, kem);
    return { onetime_prekeys: after.onetime, onetime_kem_prekeys: after.kem };
  });
}

/** Removes a device with everything of it: keys, sessions, sockets, waiting messages. */
export async function deactivateDevice(
  context: Context,
  actor: Actor,
  deviceId: DeviceId,
  body: RouteBody<typeof Deactivate>,
): Promise<void> {
  const { accountId } = actor;
  const { ended, version } = await context.database.asActor(actor, async (tx) => {
    await lockOwnDevices(tx, accountId);
    const devices = (await listOwnDevices(tx)).filter((device) => !device.removed);
    const removed = devices.find((device) => device.device_id === deviceId);
    const current = await findDeviceList(tx, accountId);
    if (removed === undefined || current === undefined) throw new ProblemError('device-unknown');
    const next = readNextDeviceList(
      accountId,
      current,
      body.device_list,
      devices.filter((device) => device !== removed),
    );
    await markDeviceRemoved(tx, removed.device_pk);
    await putDeviceList(tx, accountId, next.version, next.list, next.signature);
    return { ended: await endDeviceSessions(tx, deviceId), version: next.version };
  });
  for (const sessionId of ended) context.events.emit('session-ended', sessionId);
  context.events.emit('device-removed', accountId, deviceId);
  context.events.emit('devices-changed', { accountId, version });
}

export async function listDevices(
  context: Context,
  actor: Actor,
  accountId: AccountId,
): Promise<RouteAnswer<typeof ListDevices>> {
  return context.database.asActor(actor, async (tx) => {
    const found = await findDeviceList(tx, accountId);
    if (found === undefined) throw new ProblemError('account-unknown');
    const devices = await listDevicesOf(tx, accountId);
    const details = accountId === actor.accountId ? await listOwnDeviceDetails(tx) : undefined;
    return {
      user_id: accountId,
      identity_key: encodeBase64(found.identity_key),
      device_list: presentDeviceList(found),
      devices: devices.map((device) => {
        const own = details?.get(device.device_id);
        return {
          device_id: device.device_id,
          registration_id: device.registration_id,
          created_at: device.created_at.toISOString(),
          ...(own === undefined ? {} : { device_name: encodeBase64(own.sealedName) }),
          ...(own?.lastSeenAt == null ? {} : { last_seen_at: own.lastSeenAt.toISOString() }),
        };
      }),
    };
  });
}

/** The device lists of many accounts at once; unknown ones are left out. */
export async function lookUpDeviceLists(
  context: Context,
  actor: Actor,
  accountIds: readonly AccountId[],
): Promise<RouteAnswer<typeof LookUpDeviceLists>> {
  const found = await context.database.asActor(actor, (tx) => findDeviceLists(tx, [...new Set(accountIds)]));
  return {
    device_lists: found.map((row) => ({
      user_id: row.account_id,
      identity_key: encodeBase64(row.identity_key),
      device_list: presentDeviceList(row),
    })),
  };
}

function presentDeviceList({ version, list, signature }: DeviceListRow) {
  if (version === null || list === null || signature === null) return null;
  return { version, list: encodeBase64(list), signature: encodeBase64(signature) };
}

export async function readKeyStats(
  context: Context,
  actor: Actor,
  deviceId: DeviceId,
): Promise<RouteAnswer<typeof getKeyStats>> {
  return context.database.asActor(actor, async (tx) => {
    const device = await ownDevice(tx, deviceId);
    const stats = await findKeyStats(tx, device.device_pk);
    if (stats === undefined) throw new ProblemError('device-unknown');
    const { onetime, kem } = await countPrekeys(tx, device.device_pk);
    return {
      user_id: actor.accountId,
      device_id: deviceId,
      onetime_prekeys: onetime,
      onetime_kem_prekeys: kem,
      signed_prekey_id: stats.signed_id,
      signed_prekey_created_at: stats.signed_at.toISOString(),
      last_resort_kem_prekey_id: stats.kem_id,
      last_resort_uses: stats.uses,
      low: Math.min(onetime, kem) < limits.oneTimePrekeysLowWater,
      key_packages: await countKeyPackages(tx, device.device_pk),
    };
  });
}

async function ownDevice(tx: Transaction, deviceId: DeviceId): Promise<DeviceRow> {
  const device = (await listOwnDevices(tx)).find((known) => known.device_id === deviceId && !known.removed);
  if (device === undefined) throw new ProblemError('device-unknown');
  return device;
}

function uploaderOf(actor: Actor, device: DeviceRow) {
  return {
    accountId: actor.accountId,
    deviceId: device.device_id,
    identityKey: device.identity_key,
    signatureKey: device.signature_key,
  };
}

function presentBundle(accountId: AccountId, row: BundleRow) {
  return {
    user_id: accountId,
    device_id: row.device_id,
    registration_id: row.registration_id,
    identity_key: encodeBase64(row.identity_key),
    signed_prekey_id: row.signed_id,
    signed_prekey: encodeBase64(row.signed_key),
    signed_prekey_signature: encodeBase64(row.signed_signature),
    signed_prekey_expires_at: row.signed_expires,
    signed_prekey_proof: encodeBase64(row.signed_proof),
    ...(row.onetime_id === null || row.onetime_key === null
      ? {}
      : { onetime_prekey_id: row.onetime_id, onetime_prekey: encodeBase64(row.onetime_key) }),
    kem_prekey_id: row.kem_id,
    kem_prekey: encodeBase64(row.kem_key),
    kem_prekey_signature: encodeBase64(row.kem_signature),
    kem_prekey_expires_at: row.kem_expires,
    kem_prekey_proof: encodeBase64(row.kem_proof),
    kem_prekey_last_resort: row.kem_last_resort,
  };
}
