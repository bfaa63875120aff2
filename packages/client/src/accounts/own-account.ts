import { AccountId, DeviceId, SessionId } from '@sotto/protocol';
import { Role, type Tokens } from '@sotto/protocol/http';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, optionalText, textOf } from '../store/columns.ts';

/**
 * `registering`: signed in, but this device's keys are not at the server yet. `ended`: the server ended
 * the session; the history stays until somebody signs in or out here.
 */
export type AccountStage = 'registering' | 'active' | 'ended';

/** Who this device is, with its long-term keys. */
export type OwnAccount = {
  readonly stage: AccountStage;
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly sessionId: SessionId;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly organisationName: string;
  /** The account was made here: whatever was ever sent to it was sent to this device too. */
  readonly firstDevice: boolean;
  readonly deviceName: string;
  readonly registrationId: number;
  /** Ed25519: the account's identity key and its seed. */
  readonly identityKey: Uint8Array;
  readonly identitySeed: Uint8Array;
  /** Curve25519, encoded, and its private key. */
  readonly deviceKey: Uint8Array;
  readonly devicePrivate: Uint8Array;
  /** Ed25519: the device's signature key and its seed. */
  readonly signatureKey: Uint8Array;
  readonly signatureSeed: Uint8Array;
};

/** The account of this database, if somebody has signed in. */
export function readOwnAccount(reader: Reader): OwnAccount | null {
  const row = reader.first('select * from account');
  return row === undefined ? null : accountOf(row);
}

export function insertOwnAccount(changes: Changes, account: OwnAccount, tokens: Tokens, now: number): void {
  changes.run('delete from account');
  changes.run(
    `insert into account (only_row, stage, account_id, device_id, session_id, username, display_name, role,
       organisation_name, first_device, registration_id, identity_public, identity_private,
       device_identity_public, device_identity_private, device_signature_public, device_signature_private,
       device_name, signed_up_at, access_token, access_expires_at, refresh_token)
     values (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      account.stage,
      account.accountId,
      account.deviceId,
      account.sessionId,
      account.username,
      account.displayName,
      account.role,
      account.organisationName,
      account.firstDevice ? 1 : 0,
      account.registrationId,
      account.identityKey,
      account.identitySeed,
      account.deviceKey,
      account.devicePrivate,
      account.signatureKey,
      account.signatureSeed,
      account.deviceName,
      now,
      tokens.access_token,
      Date.parse(tokens.access_expires_at),
      tokens.refresh_token,
    ],
  );
}

export function setAccountStage(changes: Changes, stage: AccountStage): void {
  changes.run('update account set stage = ?', [stage]);
}

export function setProfile(
  changes: Changes,
  profile: { displayName: string; role: Role; organisationName?: string },
): void {
  changes.run(
    `update account set display_name = ?, role = ?, organisation_name = coalesce(?, organisation_name)`,
    [profile.displayName, profile.role, profile.organisationName ?? null],
  );
}

function accountOf(row: SqlRow): OwnAccount {
  return {
    stage: stageOf(textOf(row, 'stage')),
    accountId: AccountId.parse(row['account_id']),
    deviceId: DeviceId.parse(row['device_id']),
    sessionId: SessionId.parse(row['session_id']),
    username: textOf(row, 'username'),
    displayName: textOf(row, 'display_name'),
    role: Role.parse(row['role']),
    organisationName: optionalText(row, 'organisation_name') ?? '',
    firstDevice: numberOf(row, 'first_device') === 1,
    deviceName: textOf(row, 'device_name'),
    registrationId: numberOf(row, 'registration_id'),
    identityKey: bytesOf(row, 'identity_public'),
    identitySeed: bytesOf(row, 'identity_private'),
    deviceKey: bytesOf(row, 'device_identity_public'),
    devicePrivate: bytesOf(row, 'device_identity_private'),
    signatureKey: bytesOf(row, 'device_signature_public'),
    signatureSeed: bytesOf(row, 'device_signature_private'),
  };
}

function stageOf(text: string): AccountStage {
  return text === 'registering' || text === 'active' ? text : 'ended';
}
