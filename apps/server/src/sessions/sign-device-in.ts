import { randomUUID } from 'node:crypto';
import { type AccountId, type DeviceId, RequestId } from '@sotto/protocol';
import type { SignedIn } from '@sotto/protocol/http';
import { toAccount } from '../accounts/present-account.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { ProblemError } from '../http/problem-error.ts';
import { issueTokens } from './issue-tokens.ts';
import { findSignIn, openSession, type SignInRow } from './store.ts';

/** Opens a session for a device whose account was just proven; what signing up and signing in end with. */
export async function signDeviceIn(
  context: Context,
  tx: Transaction,
  accountId: AccountId,
  deviceId: DeviceId,
  signatureKey: Uint8Array,
): Promise<{ signedIn: SignedIn; row: SignInRow; finish: () => void }> {
  const row = await findSignIn(tx, accountId);
  if (row === undefined) throw new ProblemError('sign-in-failed');
  if (row.status === 'suspended') throw new ProblemError('account-suspended');
  const requestId = RequestId.parse(randomUUID());
  const { session_id: sessionId, ended } = await openSession(
    tx,
    accountId,
    deviceId,
    signatureKey,
    requestId,
  );
  const actor = { accountId, deviceId, sessionId, role: row.role };
  const tokens = await issueTokens(context, actor, { sessionId, generation: 0, requestId });
  return {
    signedIn: { account: toAccount({ account_id: accountId, ...row }), session_id: sessionId, tokens },
    row,
    /** After the commit: sessions of this device that ended. */
    finish: () => {
      for (const old of ended) context.events.emit('session-ended', old);
    },
  };
}
