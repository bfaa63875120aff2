import { wrapIdentityKey } from '@sotto/crypto/identity';
import { encodeBase64 } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { AccountOutcome } from '../api/session.ts';
import type { DeviceContext } from '../device-context.ts';
import { accountRefusal } from './account-refusal.ts';
import { startOpaqueLogin, startOpaqueRegistration } from './opaque.ts';
import { isStrongPassphrase, normalPassphrase } from './passphrase-strength.ts';

/** Proves the old passphrase, registers the new one, and seals the identity key under it. */
export async function changePassphrase(
  { self, call, platform }: DeviceContext,
  oldPassphrase: string,
  newPassphrase: string,
): Promise<AccountOutcome> {
  if (!isStrongPassphrase(newPassphrase, self.username)) {
    return { kind: 'refused', reason: 'weak-passphrase' };
  }
  try {
    const login = await startOpaqueLogin(normalPassphrase(oldPassphrase));
    const registration = await startOpaqueRegistration(normalPassphrase(newPassphrase));
    const params = { user_id: self.accountId };
    const started = await call(routes.startPassphraseChange, {
      params,
      body: { login_request: login.request, registration_request: registration.request },
    });
    const proof = login.finish(started.login_response);
    if (proof === null) return { kind: 'refused', reason: 'wrong-credentials' };
    const { record, exportKey } = registration.finish(started.registration_response);
    await call(routes.finishPassphraseChange, {
      params,
      body: {
        login_id: started.login_id,
        login_finish: proof.finish,
        registration_record: record,
        wrapped_identity_key: encodeBase64(
          wrapIdentityKey(self.identitySeed, exportKey, self.accountId, platform.random),
        ),
      },
    });
    return { kind: 'ok' };
  } catch (error) {
    return accountRefusal(error);
  }
}
