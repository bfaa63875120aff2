import type { VerifiedPrekeyBundle } from '@sotto/crypto/identity';
import type { AccountId, ConversationId, DeviceId } from '@sotto/protocol';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import type { KnownDevice } from '../devices/device-table.ts';
import { needsRefresh, refreshDevices } from '../devices/refresh-devices.ts';
import { fetchBundles } from '../sessions/fetch-bundles.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { accountsOf, encryptEntry } from './encrypt-entry.ts';
import type { OutboxEntry } from './outbox-table.ts';
import { failEntry, settleEntry } from './settle-entry.ts';

/** An entry that has to wait before it is tried again. */
export type PutOff = { readonly entry: OutboxEntry; readonly atLeastMs: number };

type Trouble = { readonly kind: 'later'; readonly atLeastMs: number } | { readonly kind: 'gone' };

/** Rounds of fetching bundles before entries are put off: lists that change faster are an attack. */
const roundsMax = 4;

/**
 * Makes entries of direct conversations ready to leave: looks up device lists and bundles that are missing,
 * then encrypts as many entries as it can in one transaction. Says which have to wait.
 */
export async function prepareDirectEntries(
  context: DeviceContext,
  entries: readonly OutboxEntry[],
): Promise<PutOff[]> {
  const { ready, putOff } = await withLists(context, entries);
  const bundles = new Map<DeviceId, VerifiedPrekeyBundle>();
  let left = ready;
  for (let round = 0; left.length > 0; round++) {
    const attempt = encryptAll(context, left, bundles);
    left = attempt.left;
    if (left.length === 0) break;
    const trouble =
      round === roundsMax
        ? ({ kind: 'later', atLeastMs: 0 } as const)
        : await fetchMissing(context, attempt.missing, bundles);
    if (trouble === null) continue;
    putOff.push(...settleTrouble(context, left, trouble));
    break;
  }
  return putOff;
}

function settleTrouble(
  { database }: DeviceContext,
  troubled: readonly OutboxEntry[],
  trouble: Trouble,
): PutOff[] {
  if (trouble.kind === 'later') return troubled.map((entry) => ({ entry, atLeastMs: trouble.atLeastMs }));
  database.commit((changes) => {
    for (const entry of troubled) failEntry(changes, entry, 'recipient-unavailable');
  });
  return [];
}

/** Looks up lists that are missing or old. */
async function withLists(
  context: DeviceContext,
  entries: readonly OutboxEntry[],
): Promise<{ ready: OutboxEntry[]; putOff: PutOff[] }> {
  const ready: OutboxEntry[] = [];
  const putOff: PutOff[] = [];
  const looked = new Map<AccountId, Trouble | null>();
  for (const entry of entries) {
    let trouble: Trouble | null = null;
    for (const accountId of accountsOf(context.database, context, entry)) {
      if (!looked.has(accountId)) looked.set(accountId, await lookUp(context, accountId));
      trouble ??= looked.get(accountId) ?? null;
    }
    if (trouble === null) ready.push(entry);
    else if (trouble.kind === 'later') putOff.push({ entry, atLeastMs: trouble.atLeastMs });
    else context.database.commit((changes) => failEntry(changes, entry, 'recipient-unavailable'));
  }
  return { ready, putOff };
}

async function lookUp(context: DeviceContext, accountId: AccountId): Promise<Trouble | null> {
  if (!needsRefresh(context, accountId)) return null;
  try {
    const outcome = await refreshDevices(context, accountId);
    return outcome.kind === 'refused' ? { kind: 'later', atLeastMs: 0 } : null;
  } catch (error) {
    return troubleOf(context, error);
  }
}

/** One transaction; what lacks a bundle holds back what follows it in its conversation. */
function encryptAll(
  context: DeviceContext,
  entries: readonly OutboxEntry[],
  bundles: Map<DeviceId, VerifiedPrekeyBundle>,
): { left: OutboxEntry[]; missing: Map<AccountId, Set<DeviceId>> } {
  const missing = new Map<AccountId, Set<DeviceId>>();
  const left: OutboxEntry[] = [];
  const blocked = new Set<ConversationId>();
  context.database.commit((changes) => {
    for (const entry of entries) {
      if (blocked.has(entry.conversationId)) {
        left.push(entry);
        continue;
      }
      const outcome = encryptEntry(changes, context, entry, bundles);
      if (outcome.kind === 'nobody') settleEntry(changes, entry, context.platform.clock());
      if (outcome.kind === 'failed') failEntry(changes, entry, outcome.reason);
      if (outcome.kind !== 'needs-bundles') continue;
      blocked.add(entry.conversationId);
      left.push(entry);
      note(missing, outcome.devices);
    }
  });
  return { left, missing };
}

async function fetchMissing(
  context: DeviceContext,
  missing: ReadonlyMap<AccountId, ReadonlySet<DeviceId>>,
  bundles: Map<DeviceId, VerifiedPrekeyBundle>,
): Promise<Trouble | null> {
  let found = 0;
  for (const [accountId, deviceIds] of missing) {
    try {
      for (const [deviceId, bundle] of await fetchBundles(context, accountId, [...deviceIds])) {
        bundles.set(deviceId, bundle);
        found += 1;
      }
    } catch (error) {
      return troubleOf(context, error);
    }
  }
  return found === 0 ? { kind: 'later', atLeastMs: 0 } : null;
}

function troubleOf({ platform }: DeviceContext, error: unknown): Trouble {
  if (error instanceof ServerProblem) {
    return error.code === 'account-unknown'
      ? { kind: 'gone' }
      : { kind: 'later', atLeastMs: (error.retryAfterSeconds ?? 0) * 1000 };
  }
  if (!(error instanceof ClientError)) platform.log('error', 'bug');
  return { kind: 'later', atLeastMs: 0 };
}

function note(missing: Map<AccountId, Set<DeviceId>>, devices: readonly KnownDevice[]): void {
  for (const { accountId, deviceId } of devices) {
    missing.set(accountId, (missing.get(accountId) ?? new Set()).add(deviceId));
  }
}
