import { randomUUID } from 'node:crypto';
import { isSignatureKey } from '@sotto/crypto/public';
import { AccountId, type DeviceId, decodeBase64, limits } from '@sotto/protocol';
import type {
  finishPassphraseChange,
  finishRegistration,
  RouteBody,
  SignedIn,
  startPassphraseChange,
  startRegistration,
} from '@sotto/protocol/http';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import { hashInviteToken } from '../invites/invite-token.ts';
import { lookUpInvite } from '../invites/store.ts';
import { finishExchange } from '../sessions/service.ts';
import { signDeviceIn } from '../sessions/sign-device-in.ts';
import { endOtherSessions, putExchange } from '../sessions/store.ts';
import { toAccount } from './present-account.ts';
import { makeTicket, readTicket } from './registration-ticket.ts';
import {
  findAccountRow,
  isUsernameTaken,
  listAccountRows,
  readOpaqueRecord,
  registerAccount,
  renameOwnAccount,
  replaceSecrets,
} from './store.ts';

/** First half of signing up: the invite holds, the name is free, OPAQUE registration begins. */
export async function beginRegistration(context: Context, body: RouteBody<typeof startRegistration>) {
  await context.database.asNobody(async (tx) => {
    if ((await lookUpInvite(tx, hashInviteToken(body.invite_token))) === undefined)
      throw new ProblemError('invite-invalid');
    if (await isUsernameTaken(tx, body.username)) throw new ProblemError('username-taken');
  });
  const accountId = AccountId.parse(randomUUID());
  return {
    registration_id: makeTicket(context.secrets, accountId, body.invite_token, body.username),
    user_id: accountId,
    registration_response: context.opaque.startRegistration(accountId, body.registration_request),
  };
}

/** Second half: account, secrets and first session in one transaction. */
export async function completeRegistration(
  context: Context,
  body: RouteBody<typeof finishRegistration>,
): Promise<SignedIn> {
  const accountId = readTicket(context.secrets, body.registration_id, body.invite_token, body.username);
  if (accountId === undefined) throw new ProblemError('registration-expired');
  const identityKey = decodeBase64(body.identity_key) as Uint8Array;
  const signatureKey = decodeBase64(body.device_signature_key) as Uint8Array;
  if (!isSignatureKey(identityKey) || !isSignatureKey(signatureKey)) throw new ProblemError('key-refused');
  const { signedIn, finish } = await context.database
    .asNobody(async (tx) => {
      const role = await registerAccount(tx, {
        inviteHash: hashInviteToken(body.invite_token),
        accountId,
        username: body.username,
        displayName: body.display_name,
        identityKey,
        opaqueRecord: body.registration_record,
        wrappedIdentityKey: decodeBase64(body.wrapped_identity_key) as Uint8Array,
        organisation: body.organisation,
      });
      if (role === undefined) throw new ProblemError('invite-invalid');
      return signDeviceIn(context, tx, accountId, body.device_id as DeviceId, signatureKey);
    })
    .catch((error: unknown) => {
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (code === '23505' && constraint === 'accounts_username_key')
        throw new ProblemError('username-taken');
      if (code === '23505') throw new ProblemError('registration-expired');
      throw error;
    });
  finish();
  return signedIn;
}

export async function listAccounts(context: Context, actor: Actor, after: string | undefined, limit: number) {
  const rows = await context.database.asActor(actor, (tx) => listAccountRows(tx, after, limit + 1));
  const page = rows.slice(0, limit);
  return {
    accounts: page.map(toAccount),
    next: rows.length > limit ? (page.at(-1)?.username ?? null) : null,
  };
}

export async function getAccount(context: Context, actor: Actor, accountId: AccountId) {
  const row = await context.database.asActor(actor, (tx) => findAccountRow(tx, accountId));
  if (row === undefined) throw new ProblemError('account-unknown');
  return toAccount(row);
}

export async function renameAccount(context: Context, actor: Actor, displayName: string) {
  const row = await context.database.asActor(actor, (tx) =>
    renameOwnAccount(tx, actor.accountId, displayName),
  );
  if (row === undefined) throw new ProblemError('account-unknown');
  return toAccount(row);
}

/** A login with the old passphrase and a registration of the new one, side by side. */
export async function beginPassphraseChange(
  context: Context,
  actor: Actor,
  body: RouteBody<typeof startPassphraseChange>,
  address: string,
) {
  const name = `change ${actor.accountId}`;
  context.loginThrottle.begin(name, address);
  return context.database.asActor(actor, async (tx) => {
    const record = await readOpaqueRecord(tx, actor.accountId);
    if (record === undefined) throw new ProblemError('account-unknown');
    const { state, response } = context.opaque.startLogin(
      name,
      { account_id: actor.accountId, opaque_record: record },
      body.login_request,
    );
    const expiresAt = new Date(Date.now() + limits.opaqueExchangeSeconds * 1000);
    return {
      login_id: await putExchange(tx, actor.accountId, JSON.stringify({ username: name, state }), expiresAt),
      login_response: response,
      registration_response: context.opaque.startRegistration(actor.accountId, body.registration_request),
    };
  });
}

/** The new passphrase holds and every other session ends. */
export async function completePassphraseChange(
  context: Context,
  actor: Actor,
  body: RouteBody<typeof finishPassphraseChange>,
  address: string,
): Promise<void> {
  const proven = await finishExchange(context, body.login_id, body.login_finish, address);
  if (proven !== actor.accountId) throw new ProblemError('sign-in-failed');
  const ended = await context.database.asActor(actor, async (tx) => {
    await replaceSecrets(
      tx,
      actor.accountId,
      body.registration_record,
      decodeBase64(body.wrapped_identity_key) as Uint8Array,
    );
    return endOtherSessions(tx, actor.sessionId);
  });
  for (const sessionId of ended) context.events.emit('session-ended', sessionId);
}
