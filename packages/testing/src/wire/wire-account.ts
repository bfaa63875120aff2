import { randomBytes, randomUUID } from 'node:crypto';
import { client, ready as opaqueReady } from '@serenity-kit/opaque';
import {
  type DeviceIdentity,
  generateDeviceIdentity,
  generateIdentityKey,
  signRefresh,
  wrapIdentityKey,
} from '@sotto/crypto/identity';
import { type Ed25519KeyPair, ready } from '@sotto/crypto/primitives';
import { type AccountId, type DeviceId, encodeBase64, RequestId } from '@sotto/protocol';
import { routes, type SignedIn, type Tokens } from '@sotto/protocol/http';
import { callRoute } from './json-request.ts';

/** An account and its device as they are on the wire: real keys, no client around them. */
export type WireAccount = {
  readonly url: string;
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly username: string;
  readonly passphrase: string;
  readonly identity: Ed25519KeyPair;
  readonly device: DeviceIdentity;
  readonly signedIn: SignedIn;
  token: string;
};

/** The cheapest stretching there is: tests of the wire are not about guessing passphrases. */
const keyStretching = { 'argon2id-custom': { iterations: 1, memory: 8, parallelism: 1 } };

export const random = (length: number) => new Uint8Array(randomBytes(length));

/** Signs up from an invite secret; with `organisation` from the set-up link. The device is not registered yet. */
export async function signUpOnWire(
  url: string,
  invite: string,
  username: string,
  organisation?: { name: string; profile: 'studio' | 'bank' | 'social' | 'jeweller' },
): Promise<WireAccount> {
  await Promise.all([ready(), opaqueReady]);
  const passphrase = `the passphrase of ${username}`;
  const { clientRegistrationState, registrationRequest } = client.startRegistration({ password: passphrase });
  const started = await callRoute(url, routes.startRegistration, {
    body: { invite_token: invite, username, registration_request: registrationRequest },
  });
  const { registrationRecord, exportKey } = client.finishRegistration({
    clientRegistrationState,
    registrationResponse: started.registration_response,
    password: passphrase,
    keyStretching,
  });
  const accountId = started.user_id;
  const identity = generateIdentityKey(random);
  const deviceId = Buffer.from(random(16)).toString('base64url') as DeviceId;
  const device = generateDeviceIdentity(accountId, deviceId, random);
  const signedIn = await callRoute(url, routes.finishRegistration, {
    body: {
      registration_id: started.registration_id,
      invite_token: invite,
      username,
      display_name: username,
      registration_record: registrationRecord,
      identity_key: encodeBase64(identity.publicKey),
      wrapped_identity_key: encodeBase64(
        wrapIdentityKey(
          identity.seed,
          new Uint8Array(Buffer.from(exportKey, 'base64url')),
          accountId,
          random,
        ),
      ),
      device_id: deviceId,
      device_signature_key: encodeBase64(device.signatureKey),
      ...(organisation === undefined ? {} : { organisation }),
    },
  });
  return {
    url,
    accountId,
    deviceId,
    username,
    passphrase,
    identity,
    device,
    signedIn,
    token: signedIn.tokens.access_token,
  };
}

/** Signs in with a passphrase; `undefined` when it is refused before the second step. */
export async function signInOnWire(
  url: string,
  username: string,
  password: string,
  device: Pick<DeviceIdentity, 'deviceId' | 'signatureKey'>,
) {
  await opaqueReady;
  const { clientLoginState, startLoginRequest } = client.startLogin({ password });
  const started = await callRoute(url, routes.startLogin, {
    body: { username, login_request: startLoginRequest },
  });
  const finished = client.finishLogin({
    clientLoginState,
    loginResponse: started.login_response,
    password,
    keyStretching,
  });
  if (finished === undefined) return undefined;
  return callRoute(url, routes.finishLogin, {
    body: {
      login_id: started.login_id,
      login_finish: finished.finishLoginRequest,
      device_id: device.deviceId as DeviceId,
      device_signature_key: encodeBase64(device.signatureKey),
    },
  });
}

/** The body of a refresh, signed by the device. */
export function refreshBody(tokens: Tokens, device: DeviceIdentity, requestId: string = randomUUID()) {
  return {
    refresh_token: tokens.refresh_token,
    request_id: RequestId.parse(requestId),
    signature: encodeBase64(signRefresh(tokens.refresh_token, requestId, device.signatureSeed)),
  };
}
