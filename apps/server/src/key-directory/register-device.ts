import { isCurveKey } from '@sotto/crypto/public';
import { decodeBase64, limits } from '@sotto/protocol';
import type { registerDevice as RegisterDevice, RouteAnswer, RouteBody } from '@sotto/protocol/http';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readSessionKey } from '../sessions/store.ts';
import { readNextDeviceList } from './next-device-list.ts';
import {
  addOneTimeKemPrekeys,
  addOneTimePrekeys,
  putLastResortKey,
  putSignedPrekey,
} from './prekey-store.ts';
import { findDeviceList, insertDevice, listOwnDevices, lockOwnDevices, putDeviceList } from './store.ts';
import { readKemPrekeys, readOneTimePrekeys, readSignedKey } from './uploaded-keys.ts';

/** Publishes a device: its keys, its prekeys and the device list that names it, all or nothing. */
export async function registerDevice(
  context: Context,
  actor: Actor,
  body: RouteBody<typeof RegisterDevice>,
): Promise<RouteAnswer<typeof RegisterDevice>> {
  const { accountId, deviceId } = actor;
  if (body.device_id !== deviceId) throw new ProblemError('not-your-device');
  for (const keys of [body.onetime_prekeys, body.onetime_kem_prekeys]) {
    if (keys.length < limits.oneTimePrekeysAtRegistrationMin) throw new ProblemError('too-few-prekeys');
  }
  const identityKey = decodeBase64(body.identity_key) as Uint8Array;
  const signatureKey = decodeBase64(body.signature_key) as Uint8Array;
  if (!isCurveKey(identityKey))
    throw new ProblemError('key-refused', { detail: 'the identity key is malformed or weak' });
  const uploader = { accountId, deviceId, identityKey, signatureKey };
  const signedPrekey = readSignedKey('signed-prekey', body.signed_prekey, uploader);
  const lastResort = readSignedKey('kem-prekey', body.last_resort_kem_prekey, uploader);
  const oneTime = readOneTimePrekeys(body.onetime_prekeys, -1);
  const oneTimeKem = readKemPrekeys(body.onetime_kem_prekeys, uploader, -1);
  if (oneTimeKem.some((key) => key.id === lastResort.id)) throw new ProblemError('prekey-id-used');

  const version = await context.database.asActor(actor, async (tx) => {
    await lockOwnDevices(tx, accountId);
    const sessionKey = await readSessionKey(tx, actor.sessionId);
    if (sessionKey === undefined || Buffer.compare(sessionKey, signatureKey) !== 0) {
      throw new ProblemError('key-refused', { detail: 'the signature key is not the one of this session' });
    }
    const devices = await listOwnDevices(tx);
    if (devices.some((device) => device.device_id === deviceId)) throw new ProblemError('device-exists');
    const active = devices.filter((device) => !device.removed);
    if (active.length >= limits.devicesPerAccountMax) throw new ProblemError('device-limit');
    const current = await findDeviceList(tx, accountId);
    if (current === undefined) throw new ProblemError('account-unknown');
    const added = {
      device_id: deviceId,
      registration_id: body.registration_id,
      identity_key: identityKey,
      signature_key: signatureKey,
    };
    const next = readNextDeviceList(accountId, current, body.device_list, [...active, added]);
    const devicePk = await insertDevice(tx, {
      accountId,
      deviceId,
      registrationId: body.registration_id,
      identityKey,
      signatureKey,
      sealedName: decodeBase64(body.device_name) as Uint8Array,
    });
    await putSignedPrekey(tx, devicePk, signedPrekey);
    await putLastResortKey(tx, devicePk, lastResort);
    await addOneTimePrekeys(tx, devicePk, oneTime);
    await addOneTimeKemPrekeys(tx, devicePk, oneTimeKem);
    await putDeviceList(tx, accountId, next.version, next.list, next.signature);
    return next.version;
  });
  context.events.emit('devices-changed', { accountId, version });
  return { device_id: deviceId, onetime_prekeys: oneTime.length, onetime_kem_prekeys: oneTimeKem.length };
}
