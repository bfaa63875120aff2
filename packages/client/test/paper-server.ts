import { randomBytes, randomUUID } from 'node:crypto';
import {
  generateDeviceIdentity,
  generateIdentityKey,
  type ListedDevice,
  signDeviceList,
} from '@sotto/crypto/identity';
import { ready } from '@sotto/crypto/primitives';
import { type AccountId, type DeviceId, encodeBase64, problem } from '@sotto/protocol';
import { type Account, routes, type SignedDeviceList } from '@sotto/protocol/http';
import { type DeliveredEnvelope, decodeFrame, SendFrame } from '@sotto/protocol/socket';
import { memoryStore } from '@sotto/store-node';
import { newDeviceId, storeSignedIn } from '../src/accounts/new-device.ts';
import { readOwnAccount } from '../src/accounts/own-account.ts';
import type { DeviceContext } from '../src/device-context.ts';
import { generatePrekeys } from '../src/devices/generate-prekeys.ts';
import { readOffers } from '../src/devices/prekey-table.ts';
import { createLiveness } from '../src/messages/liveness.ts';
import { type OutboxEntry, readOutbox, waitingConversations } from '../src/outbox/outbox-table.ts';
import { prepareDirectEntries } from '../src/outbox/prepare-direct-entries.ts';
import { settleEntry } from '../src/outbox/settle-entry.ts';
import { savePerson } from '../src/people/person-table.ts';
import type { StoreOpener } from '../src/platform/sql-store.ts';
import { openDatabase, type Reader } from '../src/store/changes.ts';
import { migrate } from '../src/store/migrations.ts';
import { learnSenders, receiveBatch } from '../src/sync/receive-batch.ts';
import { ServerProblem } from '../src/transport/http-client.ts';

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));

/**
 * The far side of the network, in the hands of a test: it serves device lists and bundles as an honest
 * server would, and every answer can be replaced by a hostile one. Everything else is the real client.
 */
export type PaperServer = {
  now: number;
  /** Changes what is served for an account before it is looked at. */
  tamper: (accountId: AccountId, served: ServedList) => ServedList;
  /** @param store where it keeps its database; in memory. */
  join(name: string, account?: PaperDevice, store?: StoreOpener): Promise<PaperDevice>;
};

export type ServedList = { identity_key: string; device_list: SignedDeviceList };

export type PaperDevice = {
  readonly context: DeviceContext;
  readonly account: Account;
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly listed: ListedDevice;
  readonly identity: { readonly seed: Uint8Array; readonly publicKey: Uint8Array };
  readonly logged: string[];
  /** What is served for its account. */
  list: ServedList;
  /** Encrypts what its outbox holds, takes it as accepted, and hands out the envelopes for one device. */
  submit(to: PaperDevice): Promise<DeliveredEnvelope[]>;
  /** The same, for everybody it is for. */
  submitToAll(): Promise<Map<PaperDevice, DeliveredEnvelope[]>>;
  receive(envelopes: readonly DeliveredEnvelope[]): Promise<void>;
};

/** A list signed as an account signs it. */
export function signList(
  owner: Pick<PaperDevice, 'accountId' | 'identity'>,
  version: number,
  devices: readonly ListedDevice[],
  change: { expiresAt?: number; accountId?: string } = {},
): ServedList {
  const { list, signature } = signDeviceList(
    {
      accountId: change.accountId ?? owner.accountId,
      version,
      issuedAt: 1,
      expiresAt: change.expiresAt ?? 4_000_000_000,
      devices,
    },
    owner.identity.seed,
  );
  return {
    identity_key: encodeBase64(owner.identity.publicKey),
    device_list: { version, list: encodeBase64(list), signature: encodeBase64(signature) },
  };
}

export async function paperServer(): Promise<PaperServer> {
  await ready();
  const devices: PaperDevice[] = [];
  let cursor = 0;
  const server: PaperServer = { now: 1_800_000_000_000, tamper: (_, served) => served, join };

  async function join(
    name: string,
    sibling?: PaperDevice,
    opener: StoreOpener = memoryStore(),
  ): Promise<PaperDevice> {
    const identity = sibling?.identity ?? generateIdentityKey(random);
    const accountId = sibling?.accountId ?? (randomUUID() as AccountId);
    const account: Account = sibling?.account ?? {
      user_id: accountId,
      username: name,
      display_name: name,
      role: 'member',
      status: 'active',
      created_at: '2026-01-01T00:00:00Z',
    };
    const store = await opener.open();
    migrate(store);
    const database = openDatabase(store);
    const logged: string[] = [];
    const platform = {
      random,
      clock: () => server.now,
      timer: (delayMs: number, work: () => void) => {
        const timeout = setTimeout(work, delayMs);
        return () => clearTimeout(timeout);
      },
      log: (...line: unknown[]) => void logged.push(JSON.stringify(line)),
    } as unknown as DeviceContext['platform'];
    const keys = generateDeviceIdentity(accountId, newDeviceId(random), random);
    const storePrekeys = await generatePrekeys(database, platform, keys, {
      signed: true,
      lastResortKem: true,
      oneTime: 5,
      kem: 5,
    });
    database.commit((changes) =>
      storeSignedIn(
        changes,
        {
          account,
          session_id: randomUUID() as never,
          tokens: { access_token: 'a', refresh_token: 'r', access_expires_at: '2100-01-01T00:00:00Z' },
        },
        keys,
        storePrekeys,
        {
          identityKey: identity.publicKey,
          identitySeed: identity.seed,
          deviceName: name,
          firstDevice: sibling === undefined,
          organisationName: 'Paper',
        },
        server.now,
      ),
    );
    const self = readOwnAccount(database);
    if (self === null) throw new Error('nobody');
    const listed: ListedDevice = {
      deviceId: keys.deviceId,
      registrationId: keys.registrationId,
      identityKey: keys.identityKey,
      signatureKey: keys.signatureKey,
      addedAt: 1,
    };
    const context = { platform, database, self, call: serve } as unknown as DeviceContext;
    const device: PaperDevice = {
      context,
      account,
      accountId,
      deviceId: self.deviceId,
      listed,
      identity,
      logged,
      list: null as never,
      submit: async (to) => (await submit(device)).get(to) ?? [],
      submitToAll: () => submit(device),
      async receive(envelopes) {
        const receiving = { ...context, liveness: createLiveness(platform, () => {}) };
        await learnSenders(receiving, envelopes);
        receiveBatch(receiving, envelopes);
      },
    };
    devices.push(device);
    const family = devices.filter((one) => one.accountId === accountId);
    const next = signList(
      device,
      family.length,
      family.map((one) => one.listed),
    );
    for (const one of family) one.list = next;
    for (const one of devices) {
      database.commit((changes) => savePerson(changes, one.account));
      one.context.database.commit((changes) => savePerson(changes, account));
    }
    return device;
  }

  /** The three routes that sending and receiving need. */
  async function serve(
    route: unknown,
    request: { params: { user_id: AccountId }; query?: { device_ids?: string } },
  ) {
    const { user_id } = request.params;
    const owner = devices.find((device) => device.accountId === user_id);
    if (owner === undefined) throw new ServerProblem(problem('account-unknown'));
    if (route === routes.getAccount) return owner.account;
    const served = server.tamper(user_id, owner.list);
    if (route === routes.listDevices) return { user_id, ...served, devices: [] };
    if (route !== routes.getBundle) throw new Error('a route that is not on paper');
    const wanted = request.query?.device_ids?.split(',') ?? [];
    const asked = devices.filter(
      (device) => device.accountId === user_id && wanted.includes(device.deviceId),
    );
    return { user_id, ...served, devices: asked.map(bundleOf) };
  }

  async function submit(from: PaperDevice): Promise<Map<PaperDevice, DeliveredEnvelope[]>> {
    const { context } = from;
    await prepareDirectEntries(
      context,
      everything(context.database).filter((entry) => entry.envelopes === null),
    );
    server.now += 10;
    const mail = new Map<PaperDevice, DeliveredEnvelope[]>(devices.map((device) => [device, []]));
    context.database.commit((changes) => {
      for (const entry of everything(changes)) {
        if (entry.envelopes === null) continue;
        const decoded = decodeFrame(SendFrame, entry.envelopes);
        if (decoded.kind !== 'frame') throw new Error('a submission that cannot be read');
        settleEntry(changes, entry, server.now);
        for (const { device_id, ciphertext } of decoded.frame.recipients.flatMap((one) => one.envelopes)) {
          const to = devices.find((device) => device.deviceId === device_id);
          mail.get(to as PaperDevice)?.push({
            cursor: ++cursor as never,
            message_id: entry.messageId,
            sender_id: from.accountId,
            sender_device_id: from.deviceId,
            accepted_at: server.now,
            ciphertext,
          });
        }
      }
    });
    return mail;
  }

  return server;
}

function everything(reader: Reader): OutboxEntry[] {
  return waitingConversations(reader).flatMap((conversationId) => readOutbox(reader, conversationId, 100));
}

function bundleOf(device: PaperDevice) {
  const { database } = device.context;
  const offers = readOffers(database);
  const { signed, lastResortKem } = offers;
  const oneTime = offers.oneTime.at(-1);
  if (signed === undefined || lastResortKem === undefined) throw new Error('no keys on paper');
  database.commit((changes) =>
    changes.run(`update prekeys set offer = null where kind = 'one-time' and prekey_id = ?`, [
      oneTime?.id ?? -1,
    ]),
  );
  return {
    user_id: device.accountId,
    device_id: device.deviceId,
    registration_id: device.listed.registrationId,
    identity_key: encodeBase64(device.listed.identityKey),
    signed_prekey_id: signed.id,
    signed_prekey: signed.public_key,
    signed_prekey_signature: signed.signature,
    signed_prekey_expires_at: signed.expires_at,
    signed_prekey_proof: signed.proof,
    ...(oneTime === undefined ? {} : { onetime_prekey_id: oneTime.id, onetime_prekey: oneTime.public_key }),
    kem_prekey_id: lastResortKem.id,
    kem_prekey: lastResortKem.public_key,
    kem_prekey_signature: lastResortKem.signature,
    kem_prekey_expires_at: lastResortKem.expires_at,
    kem_prekey_proof: lastResortKem.proof,
    kem_prekey_last_resort: true,
  };
}
