import { type AccountId, type ConversationId, type DeviceId, decodeBase64, limits } from '@sotto/protocol';
import { type ClaimedAccount, routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { acceptDeviceList } from '../devices/accept-device-list.ts';
import { readPerson } from '../people/person-table.ts';
import { refreshPeople } from '../people/refresh-people.ts';
import { checkKeyPackage } from '../sessions/check-key-package.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf } from '../store/columns.ts';
import type { GroupRecord } from './group-table.ts';
import { listingOf } from './listing.ts';
import type { Candidate } from './plan-commit.ts';

/** A key package of a device that no commit has used, of another group neither. */
export function readClaim(
  reader: Reader,
  { groupId, suite }: Pick<GroupRecord, 'groupId' | 'suite'>,
  { accountId, deviceId }: Candidate,
  now: number,
): Uint8Array | null {
  const row = reader.first(
    `select key_package from claimed_key_packages where account_id = ? and device_id = ? and suite = ?
       and expires_at > ? and coalesce(reserved_for, ?) = ?`,
    [accountId, deviceId, suite, now / 1000, groupId, groupId],
  );
  return row === undefined ? null : bytesOf(row, 'key_package');
}

/** A commit that is under way uses it: it is for no other. */
export function reserveClaim(
  changes: Changes,
  { groupId, suite }: Pick<GroupRecord, 'groupId' | 'suite'>,
  { accountId, deviceId }: Candidate,
): void {
  changes.run(
    `update claimed_key_packages set reserved_for = ? where account_id = ? and device_id = ? and suite = ?`,
    [groupId, accountId, deviceId, suite],
  );
}

/** The commit came to nothing, so that its Welcome never left: what it used is as good as before. */
export function releaseClaims(changes: Changes, groupId: ConversationId): void {
  changes.run('update claimed_key_packages set reserved_for = null where reserved_for = ?', [groupId]);
}

/** The commit was accepted: what it used is used. */
export function spendClaims(changes: Changes, groupId: ConversationId): void {
  changes.run('delete from claimed_key_packages where reserved_for = ?', [groupId]);
}

export function dropClaim(changes: Changes, { accountId, deviceId }: Candidate, suite: number): void {
  changes.run('delete from claimed_key_packages where account_id = ? and device_id = ? and suite = ?', [
    accountId,
    deviceId,
    suite,
  ]);
}

/**
 * Asks the server for a key package of each device, and of accounts of which no device is known. Each is
 * checked against the signed device list that comes with it; what no list vouches for is left out (REQ-G7).
 * They are kept until a commit with them was accepted: one that lost its epoch uses none up.
 */
export async function claimKeyPackages(
  context: DeviceContext,
  suite: number,
  candidates: readonly Candidate[],
  unlisted: readonly AccountId[],
): Promise<void> {
  const { call, database, self } = context;
  const wanted = new Map<AccountId, DeviceId[] | null>(unlisted.map((accountId) => [accountId, null]));
  for (const { accountId, deviceId } of candidates) {
    wanted.set(accountId, [...(wanted.get(accountId) ?? []), deviceId]);
  }
  const strangers = [...wanted.keys()].some((accountId) => readPerson(database, accountId) === null);
  if (strangers) await refreshPeople(context);
  const accounts = [...wanted].map(([user_id, device_ids]) =>
    device_ids === null ? { user_id } : { user_id, device_ids },
  );
  for (let at = 0; at < accounts.length; at += limits.claimAccountsMax) {
    const claimed = await call(routes.claimKeyPackages, {
      params: { user_id: self.accountId },
      body: { suite, accounts: accounts.slice(at, at + limits.claimAccountsMax) },
    });
    database.commit((changes) => {
      for (const account of claimed.accounts) takeClaims(changes, context, suite, account);
    });
  }
}

function takeClaims(
  changes: Changes,
  { self, platform }: DeviceContext,
  suite: number,
  account: ClaimedAccount,
): void {
  const now = platform.clock();
  const accepted = acceptDeviceList(changes, self, account.user_id, account, now);
  if (accepted.kind === 'refused') {
    platform.log('error', 'device-list-refused');
    return;
  }
  const listing = listingOf(changes);
  for (const { device_id, key_package } of account.devices) {
    const bytes = decodeBase64(key_package ?? '');
    if (bytes === null || bytes === undefined || bytes.length === 0) continue;
    const checked = checkKeyPackage(new Uint8Array(bytes), suite, Math.floor(now / 1000));
    const isRight =
      checked !== null &&
      checked.leaf.accountId === account.user_id &&
      checked.leaf.deviceId === device_id &&
      listing(checked.leaf) === 'listed';
    if (!isRight) {
      platform.log('info', 'group-refused');
      continue;
    }
    changes.run(
      `insert or replace into claimed_key_packages (account_id, device_id, suite, key_package, expires_at)
       values (?, ?, ?, ?, ?)`,
      [account.user_id, device_id, suite, new Uint8Array(bytes), checked.expiresAt],
    );
  }
}
