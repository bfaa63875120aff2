import { client, ready } from '@serenity-kit/opaque';

/** Argon2id on the device, at the cost a phone's browser can bear; part of every stored record. */
const keyStretching = 'memory-constrained';

/** OPAQUE (RFC 9807), the client's half: the passphrase never leaves this function's arguments. */
export type OpaqueRegistration = {
  readonly request: string;
  /** The record for the server, and the export key (64 bytes), which it never sees. */
  finish(response: string): { record: string; exportKey: Uint8Array };
};

export type OpaqueLogin = {
  readonly request: string;
  /** `null` when the passphrase is wrong, or the name is unknown: the two cannot be told apart. */
  finish(response: string): { finish: string; exportKey: Uint8Array } | null;
};

export async function startOpaqueRegistration(password: string): Promise<OpaqueRegistration> {
  await ready;
  const { clientRegistrationState, registrationRequest } = client.startRegistration({ password });
  return {
    request: registrationRequest,
    finish(registrationResponse) {
      const done = client.finishRegistration({
        password,
        registrationResponse,
        clientRegistrationState,
        keyStretching,
      });
      return { record: done.registrationRecord, exportKey: base64Url(done.exportKey) };
    },
  };
}

export async function startOpaqueLogin(password: string): Promise<OpaqueLogin> {
  await ready;
  const { clientLoginState, startLoginRequest } = client.startLogin({ password });
  return {
    request: startLoginRequest,
    finish(loginResponse) {
      const done = client.finishLogin({ password, loginResponse, clientLoginState, keyStretching });
      return done === undefined
        ? null
        : { finish: done.finishLoginRequest, exportKey: base64Url(done.exportKey) };
    },
  };
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The library's text form of a key, as bytes. */
function base64Url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    held = (held << 6) | digits.indexOf(character);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
}
