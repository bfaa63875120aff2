import { createHmac, timingSafeEqual } from 'node:crypto';
import { AccountId, limits } from '@sotto/protocol';
import type { Secrets } from '../config/secrets.ts';

/**
 * Ties the two halves of a registration together without storing anything: account id, expiry, and a MAC
 * that also covers the invite and the name.
 */
export function makeTicket(
  secrets: Secrets,
  accountId: AccountId,
  inviteToken: string,
  username: string,
): string {
  const expires = Date.now() + limits.opaqueExchangeSeconds * 1000;
  return `${accountId}.${expires}.${mac(secrets, accountId, expires, inviteToken, username)}`;
}

/** The account id of a ticket, or `undefined` when it is another's, forged or too old. */
export function readTicket(
  secrets: Secrets,
  ticket: string,
  inviteToken: string,
  username: string,
): AccountId | undefined {
  const [id = '', expiry = '', tag = ''] = ticket.split('.');
  const expires = Number(expiry);
  const given = Buffer.from(tag);
  const wanted = Buffer.from(mac(secrets, id, expires, inviteToken, username));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted) || expires < Date.now())
    return undefined;
  return AccountId.parse(id);
}

function mac(
  secrets: Secrets,
  accountId: string,
  expires: number,
  inviteToken: string,
  username: string,
): string {
  const key = Buffer.from(secrets.macKey, 'base64');
  return createHmac('sha256', key)
    .update(['registration', accountId, expires, inviteToken, username].join('|'))
    .digest('base64url');
}
