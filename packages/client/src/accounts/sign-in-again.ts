import { constantTimeEqual } from '@sotto/crypto/primitives';
import type { AccountOutcome, SignIn } from '../api/session.ts';
import type { Database } from '../store/changes.ts';
import type { HttpClient } from '../transport/http-client.ts';
import { accountRefusal } from './account-refusal.ts';
import type { OwnAccount } from './own-account.ts';
import { logIn } from './sign-in.ts';
import { setTokens } from './token-keeper.ts';

/**
 * Signs in again on a device whose session has ended: same device, same keys, same history. Another
 * account or another identity key under that name is refused: it would be somebody else's history.
 */
export async function signInAgain(
  database: Database,
  call: HttpClient,
  account: OwnAccount,
  form: SignIn,
): Promise<AccountOutcome> {
  try {
    const loggedIn = await logIn(call, form, account);
    if (loggedIn === null || !isSameAccount(account, loggedIn)) {
      return { kind: 'refused', reason: 'wrong-credentials' };
    }
    const { answer } = loggedIn;
    database.commit((changes) => {
      setTokens(changes, answer.tokens);
      // Registering finds out whether the device is still listed, and is done at once when it is.
      changes.run(`update account set session_id = ?, stage = 'registering'`, [answer.session_id]);
    });
    return { kind: 'ok' };
  } catch (error) {
    return accountRefusal(error);
  }
}

function isSameAccount(
  account: OwnAccount,
  { answer, identity }: NonNullable<Awaited<ReturnType<typeof logIn>>>,
): boolean {
  return (
    answer.account.user_id === account.accountId && constantTimeEqual(identity.publicKey, account.identityKey)
  );
}
