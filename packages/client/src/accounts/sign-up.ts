import { generateDeviceIdentity, generateIdentityKey, wrapIdentityKey } from '@sotto/crypto/identity';
import { encodeBase64 } from '@sotto/protocol';
import { DisplayName, InviteToken, routes, Username } from '@sotto/protocol/http';
import type { AccountOutcome, SignUp } from '../api/session.ts';
import { ClientError } from '../client-error.ts';
import { firstPrekeys, generatePrekeys } from '../devices/generate-prekeys.ts';
import type { Platform } from '../platform/platform.ts';
import type { Database } from '../store/changes.ts';
import type { HttpClient } from '../transport/http-client.ts';
import { accountRefusal } from './account-refusal.ts';
import { newDeviceId, storeSignedIn } from './new-device.ts';
import { startOpaqueRegistration } from './opaque.ts';
import { isStrongPassphrase, normalPassphrase } from './passphrase-strength.ts';

/**
 * Makes an account with this as its first device. The identity key is made here; the server gets it only
 * sealed under a key that the passphrase yields. Afterwards the device is still to be registered.
 */
export async function signUp(
  database: Database,
  platform: Platform,
  call: HttpClient,
  form: SignUp,
): Promise<AccountOutcome> {
  const username = Username.safeParse(form.username);
  const displayName = DisplayName.safeParse(form.displayName);
  if (!username.success || !displayName.success) throw new ClientError('invalid-input');
  if (!InviteToken.safeParse(form.inviteToken).success) return { kind: 'refused', reason: 'invite-invalid' };
  if (!isStrongPassphrase(form.passphrase, username.data))
    return { kind: 'refused', reason: 'weak-passphrase' };
  try {
    const opaque = await startOpaqueRegistration(normalPassphrase(form.passphrase));
    const invited = { invite_token: form.inviteToken, username: username.data };
    const started = await call(routes.startRegistration, {
      body: { ...invited, registration_request: opaque.request },
    });
    const { record, exportKey } = opaque.finish(started.registration_response);
    const identity = generateIdentityKey(platform.random);
    const deviceId = newDeviceId(platform.random);
    const device = generateDeviceIdentity(started.user_id, deviceId, platform.random);
    const storePrekeys = await generatePrekeys(database, platform, device, firstPrekeys);
    const wrapped = wrapIdentityKey(identity.seed, exportKey, started.user_id, platform.random);
    const signedIn = await call(routes.finishRegistration, {
      body: {
        ...invited,
        registration_id: started.registration_id,
        display_name: displayName.data,
        registration_record: record,
        identity_key: encodeBase64(identity.publicKey),
        wrapped_identity_key: encodeBase64(wrapped),
        device_id: deviceId,
        device_signature_key: encodeBase64(device.signatureKey),
        ...(form.organisation === undefined ? {} : { organisation: form.organisation }),
      },
    });
    const organisation = await call(routes.getOrganisation, {});
    database.commit((changes) =>
      storeSignedIn(
        changes,
        signedIn,
        device,
        storePrekeys,
        {
          identityKey: identity.publicKey,
          identitySeed: identity.seed,
          deviceName: form.deviceName,
          firstDevice: true,
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
