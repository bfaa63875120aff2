import { createHmac } from 'node:crypto';
import { ready, server } from '@serenity-kit/opaque';
import type { AccountId } from '@sotto/protocol';
import type { Secrets } from '../config/secrets.ts';
import { ProblemError } from '../http/problem-error.ts';

/**
 * The server's half of OPAQUE (RFC 9807). It never sees a passphrase; a record is worth nothing to a
 * guesser without the set-up, which is outside the database.
 */
export type Opaque = {
  startRegistration(accountId: AccountId, request: string): string;
  /** An unknown name (no record) gets an answer that looks and costs like any other. */
  startLogin(
    username: string,
    login: { account_id: AccountId; opaque_record: string } | undefined,
    request: string,
  ): { state: string; response: string };
  /** Whether the client proved that it knows the passphrase. */
  finishLogin(state: string, finish: string): boolean;
};

export async function createOpaque(secrets: Secrets): Promise<Opaque> {
  await ready;
  const serverSetup = secrets.opaqueSetup;
  const key = Buffer.from(secrets.macKey, 'base64');
  return {
    startRegistration(accountId, registrationRequest) {
      return readable(
        () =>
          server.createRegistrationResponse({ serverSetup, userIdentifier: accountId, registrationRequest })
            .registrationResponse,
      );
    },
    startLogin(username, login, startLoginRequest) {
      // The same made-up identifier every time, or repeating a try would tell known names from unknown.
      const userIdentifier =
        login?.account_id ?? createHmac('sha256', key).update(`unknown-name|${username}`).digest('hex');
      const { serverLoginState, loginResponse } = readable(() =>
        server.startLogin({
          serverSetup,
          userIdentifier,
          registrationRecord: login?.opaque_record ?? null,
          startLoginRequest,
        }),
      );
      return { state: serverLoginState, response: loginResponse };
    },
    finishLogin(serverLoginState, finishLoginRequest) {
      try {
        server.finishLogin({ serverLoginState, finishLoginRequest });
        return true;
      } catch {
        return false;
      }
    },
  };
}

function readable<Result>(run: () => Result): Result {
  try {
    return run();
  } catch {
    throw new ProblemError('invalid-request', { detail: 'the OPAQUE message cannot be read' });
  }
}
