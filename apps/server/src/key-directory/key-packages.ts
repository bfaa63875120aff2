import { encodeBase64, limits } from '@sotto/protocol';
import type {
  claimKeyPackages as Claim,
  ClaimedAccount,
  KeyPackageUpload,
  RouteAnswer,
  RouteBody,
  uploadKeyPackages as Upload,
} from '@sotto/protocol/http';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { patiently } from '../db/patiently.ts';
import { ProblemError } from '../http/problem-error.ts';
import {
  addKeyPackages,
  type ClaimRow,
  claimKeyPackages as claimFromStore,
  countKeyPackages,
  findKeyPackageHigh,
  type KeyPackage,
  putLastResortKeyPackages,
  raiseKeyPackageHigh,
} from './key-package-store.ts';
import type { KeyPackageWarnings } from './key-package-warnings.ts';
import type { PrekeyBudget } from './prekey-budget.ts';
import { listOwnDevices, lockOwnDevices } from './store.ts';

/** Clocks differ; a day is nothing beside the ninety. */
const clockSlackSeconds = 86_400;

/** Adds key packages of the actor's device. What has an id of the past is passed over: it came before. */
export async function uploadKeyPackages(
  context: Context,
  actor: Actor,
  body: RouteBody<typeof Upload>,
): Promise<RouteAnswer<typeof Upload>> {
  const oneTime = body.key_packages.map(readKeyPackage);
  const lastResort = body.last_resort.map(readKeyPackage);
  requireDistinct([...oneTime, ...lastResort].map(({ id }) => id));
  requireDistinct(lastResort.map(({ suite }) => suite));
  return context.database.asActor(actor, async (tx) => {
    await lockOwnDevices(tx, actor.accountId);
    const device = (await listOwnDevices(tx)).find(
      (known) => known.device_id === actor.deviceId && !known.removed,
    );
    if (device === undefined) throw new ProblemError('device-not-registered');
    const devicePk = device.device_pk;
    const high = await findKeyPackageHigh(tx, devicePk);
    const isNew = ({ id }: KeyPackage) => id > high;
    const [freshOneTime, freshLastResort] = [oneTime.filter(isNew), lastResort.filter(isNew)];
    await addKeyPackages(tx, devicePk, freshOneTime);
    await putLastResortKeyPackages(tx, devicePk, freshLastResort);
    const ids = [...freshOneTime, ...freshLastResort].map(({ id }) => id);
    if (ids.length > 0) await raiseKeyPackageHigh(tx, devicePk, Math.max(...ids));
    const counts = await countKeyPackages(tx, devicePk);
    const stored = counts.reduce((sum, count) => sum + count.key_packages, 0);
    if (stored > limits.keyPackagesStoredMax) throw new ProblemError('too-many-key-packages');
    return { key_packages: counts };
  });
}

/**
 * A key package of each device of some accounts, to bring them into a group. Whoever claims too often of
 * somebody gets the one of last resort (REQ-S4).
 */
export async function claimKeyPackages(
  context: Context,
  budget: PrekeyBudget,
  warnings: KeyPackageWarnings,
  actor: Actor,
  body: RouteBody<typeof Claim>,
): Promise<RouteAnswer<typeof Claim>> {
  const { suite } = body;
  requireDistinct(body.accounts.map((account) => account.user_id));
  const targets = body.accounts.map(({ user_id: accountId, device_ids: deviceIds }) => ({
    accountId,
    deviceIds,
    oneTime: budget.draw(actor.accountId, accountId),
  }));
  const rows = await patiently(() => claimFromStore(context.pool, actor.accountId, suite, targets));
  const accounts = new Map<number, ClaimedAccount>();
  for (const row of rows) {
    const target = targets[row.request - 1];
    if (target === undefined) continue;
    const { accountId } = target;
    const account = accounts.get(row.request) ?? presentAccount(accountId, row);
    accounts.set(row.request, account);
    if (row.device_id === null) continue;
    account.devices.push({
      device_id: row.device_id,
      last_resort: row.last_resort,
      ...(row.key_package === null ? {} : { key_package: row.key_package.toString('base64') }),
    });
    warnings.claimed({ accountId, deviceId: row.device_id, suite, keyPackages: row.packages_left });
  }
  return { accounts: [...accounts.values()] };
}

function presentAccount(accountId: ClaimedAccount['user_id'], row: ClaimRow): ClaimedAccount {
  return {
    user_id: accountId,
    identity_key: encodeBase64(row.account_key),
    device_list: {
      version: row.list_version,
      list: encodeBase64(row.list),
      signature: encodeBase64(row.list_signature),
    },
    devices: [],
  };
}

function readKeyPackage(upload: KeyPackageUpload): KeyPackage {
  const now = Math.floor(Date.now() / 1000);
  if (upload.expires_at <= now)
    throw new ProblemError('key-refused', { detail: 'a key package has expired' });
  if (upload.expires_at > now + limits.keyPackageDaysMax * 86_400 + clockSlackSeconds)
    throw new ProblemError('key-refused', { detail: 'a key package lives too long' });
  return {
    id: upload.id,
    suite: upload.suite,
    expiresAt: upload.expires_at,
    bytes: Buffer.from(upload.key_package, 'base64'),
  };
}

function requireDistinct(names: readonly (string | number)[]): void {
  if (new Set(names).size < names.length)
    throw new ProblemError('invalid-request', { detail: 'something is named twice' });
}
