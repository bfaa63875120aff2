import { type DeviceIdentity, generateDeviceIdentity, unwrapIdentityKey } from '@sotto/crypto/identity';
import { CryptoError, constantTimeEqual } from '@sotto/crypto/primitives';
import { decodeBase64, encodeBase64 } from '@sotto/protocol';
import { type RouteAnswer, routes, Username } from '@sotto/protocol/http';
import type { AccountOutcome, SignIn } from '../api/session.ts';
import { firstPrekeys, generatePrekeys } from '../devices/generate-prekeys.ts';
import type { Platform } from '../platform/platform.ts';
import type { Database } from '../store/changes.ts';
import type { HttpClient } from '../transport/http-client.ts';
import { accountRefusal } from './account-refusal.ts';
import { newDeviceId, storeSignedIn } from './new-device.ts';
import { startOpaqueLogin } from './opaque.ts';
import { normalPassphrase } from './passphrase-strength.ts';

type LoggedIn = {
  readonly answer: RouteAnswer<typeof routes.finishLogin>;
  readonly identity: { readonly seed: Uint8Array; readonly publicKey: Uint8Array };
};

const wrongCredentials: AccountOutcome = { kind: 'refused', reason: 'wrong-credentials' };

/**
 * Signs in on a new device: OPAQUE proves the passphrase and opens the identity key, with which this
 * device will add itself to the signed device list.
 */
export async function signIn(
  database: Database,
  platform: Platform,
  call: HttpClient,
  form: SignIn,
): Promise<AccountOutcome> {
  try {
    const deviceId = newDeviceId(platform.random);
    const keys = generateDeviceIdentity('', deviceId, platform.random);
    const loggedIn = await logIn(call, form, keys);
    if (loggedIn === null) return wrongCredentials;
    const { answer, identity } = loggedIn;
    const device = { ...keys, accountId: answer.account.user_id };
    const storePrekeys = await generatePrekeys(database, platform, device, firstPrekeys);
    const organisation = await call(routes.getOrganisation, {});
    database.commit((changes) =>
      storeSignedIn(
        changes,
        answer,
        device,
        storePrekeys,
        {
          identityKey: identity.publicKey,
          identitySeed: identity.seed,
          deviceName: form.deviceName,
          firstDevice: false,
          organisationName: organisation.name ?? '',
        },
        platform.clock(),
      ),
    );
    return { kind: 'ok' };
  } catch (error) {
    return accountRefusal(error);
  }
}

/**
 * The OPAQUE login of a device. `null`: wrong name or passphrase, or a server that holds another identity
 * key than the one this passphrase opens.
 */
export async function logIn(
  call: HttpClient,
  form: Pick<SignIn, 'username' | 'passphrase'>,
  device: Pick<DeviceIdentity, 'deviceId' | 'signatureKey'>,
): Promise<LoggedIn | null> {
  const username = Username.safeParse(form.username);
  if (!username.success) return null;
  const opaque = await startOpaqueLogin(normalPassphrase(form.passphrase));
  const started = await call(routes.startLogin, {
    body: { username: username.data, login_request: opaque.request },
  });
  const login = opaque.finish(started.login_response);
  if (login === null) return null;
  const answer = await call(routes.finishLogin, {
    body: {
      login_id: started.login_id,
      login_finish: login.finish,
      device_id: device.deviceId as never,
      device_signature_key: encodeBase64(device.signatureKey),
    },
  });
  try {
    const wrapped = decodeBase64(answer.wrapped_identity_key) ?? new Uint8Array();
    const identity = unwrapIdentityKey(wrapped, login.exportKey, answer.account.user_id);
    const served = decodeBase64(answer.identity_key) ?? new Uint8Array();
    return constantTimeEqual(identity.publicKey, served) ? { answer, identity } : null;
  } catch (error) {
    if (error instanceof CryptoError) return null;
    throw error;
  }
}
