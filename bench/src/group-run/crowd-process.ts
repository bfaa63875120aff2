import { type ConversationId, createClient, type LocalClient } from '@sotto/client';
import type { SqlStore } from '@sotto/client/platform';
import { memoryStore, nodePlatform } from '@sotto/store-node';
import { lieAboutGroup, seeded, type UnreliableNetwork, unreliableNetwork } from '@sotto/testing';
import type { CrowdAnswers, CrowdOrder, CrowdRequest, CrowdView } from './crowd-protocol.ts';
import { commitWithoutRole, lostCommit } from './hostile-device.ts';
import { patientPlatform } from './patient-platform.ts';
import { createTurns } from './turns.ts';

/**
 * A process full of devices: whole clients with their stores in memory, doing what the run says. Started by
 * `crowd.ts` with the server's address as its argument.
 */
const serverUrl = process.argv[2] as string;
const clients = new Map<string, LocalClient>();
const stores = new Map<string, SqlStore>();
const turns = createTurns();
const patience = 20;
/** As many sign-ups at once as keep both cores busy without starving the server. */
const atOnce = 3;

process.on('message', ({ id, order }: CrowdRequest) => {
  carryOut(order).then(
    (value) => process.send?.({ id, value }),
    (error: unknown) =>
      process.send?.({ id, error: error instanceof Error ? `${error.stack}` : String(error) }),
  );
});

async function carryOut(order: CrowdOrder): Promise<CrowdAnswers[CrowdOrder['kind']]> {
  switch (order.kind) {
    case 'sign-up':
      return signUp(order.people, order.inviteToken);
    case 'create-group':
      await device(order.by).refreshPeople();
      return device(order.by).createGroup({ name: order.name, members: order.members });
    case 'add':
      await device(order.by).addMembers(order.group, order.members);
      return null;
    case 'remove':
      for (const member of order.members) await device(order.by).removeMember(order.group, member);
      return null;
    case 'send':
      await device(order.by).sendMessage(order.group, order.text);
      return null;
    case 'rename':
      await device(order.by).updateGroup(order.group, { name: order.name });
      return null;
    case 'commit-without-role':
      return commitWithoutRole(store(order.by), serverUrl, order.group);
    case 'lose-commit':
      return lostCommit(store(order.by), order.group);
    case 'fork':
      await fork(order);
      return null;
    case 'look':
      return [...clients.keys()].map((name) => look(name, order.group));
    case 'read': {
      const found = [];
      for (const [name, client] of clients)
        found.push({ device: name, texts: await texts(client, order.group) });
      return found;
    }
    case 'stop':
      await Promise.all([...clients.values()].map((client) => client.close().catch(() => {})));
      setImmediate(() => process.disconnect());
      return null;
  }
}

async function signUp(
  people: Extract<CrowdOrder, { kind: 'sign-up' }>['people'],
  inviteToken: string,
): Promise<CrowdAnswers['sign-up']> {
  const accounts: CrowdAnswers['sign-up'][number][] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let person = people[next++]; person !== undefined; person = people[next++]) {
        const { username } = person;
        const passphrase = `a long passphrase of ${username}`;
        for (let index = 0; index < person.devices; index++) {
          const client = await openClient(`${username}/${index}`);
          const deviceName = `device ${index}`;
          const outcome =
            index === 0
              ? await client.signUp({ inviteToken, username, displayName: username, passphrase, deviceName })
              : await client.signIn({ username, passphrase, deviceName });
          if (outcome.kind === 'refused') throw new Error(`${username} is refused: ${outcome.reason}`);
          await online(client);
        }
        const { current } = device(`${username}/0`).session;
        if (current.kind !== 'signed-in') throw new Error(`${username} is ${current.kind}`);
        accounts.push({ username, accountId: current.self.accountId });
      }
    }),
  );
  return accounts;
}

/** Starts a device again behind a server that shows it another history than the others from the next commit on. */
async function fork({ victim, group, lost }: Extract<CrowdOrder, { kind: 'fork' }>): Promise<void> {
  await device(victim).close();
  const { epoch, commit } = lost;
  const { http, socket } = nodePlatform({ log: () => {} });
  const network = unreliableNetwork(http, socket, seeded(1));
  lieAboutGroup(network, group, (event) =>
    event.kind === 'commit' && event.epoch === epoch ? { ...event, payload: new Uint8Array(commit) } : event,
  );
  await online(await openClient(victim, network));
}

/** Opens a device's client, on the store it had before when it is not its first. */
async function openClient(
  name: string,
  network: Partial<Pick<UnreliableNetwork, 'http' | 'socket'>> = {},
): Promise<LocalClient> {
  const platform = patientPlatform({ ...nodePlatform({ log: () => {} }), ...network }, turns, patience);
  const disk = stores.get(name) ?? (await memoryStore().open());
  stores.set(name, disk);
  // What a disk does: it stays when the client that used it is closed.
  const store = { open: async () => ({ ...disk, close: () => {} }), destroy: async () => {} };
  const client = createClient({ platform: { ...platform, store }, serverUrl });
  await client.ready();
  clients.set(name, client);
  return client;
}

function store(name: string): SqlStore {
  const found = stores.get(name);
  if (found === undefined) throw new Error(`${name} does not live here`);
  return found;
}

function device(name: string): LocalClient {
  const client = clients.get(name);
  if (client === undefined) throw new Error(`${name} does not live here`);
  return client;
}

/** Read from what it stored: asked often of very many, a client's live queries would be most of the work. */
function look(name: string, group: ConversationId): CrowdView {
  const count = (sql: string) => Number(store(name).all(sql, [group])[0]?.['count'] ?? 0);
  const [row] = store(name).all('select standing, epoch from groups where group_id = ?', [group]);
  return {
    device: name,
    standing: (row?.['standing'] as string | undefined) ?? null,
    epoch: Number(row?.['epoch'] ?? 0),
    devices: count('select count(*) as count from group_leaves where group_id = ?'),
    forks: count(
      `select count(*) as count from items where conversation_id = ? and text like '%"fork-detected"%'`,
    ),
  };
}

async function texts(client: LocalClient, group: ConversationId): Promise<string[]> {
  const handle = client.openTimeline(group);
  while (handle.timeline.current.hasOlder) await handle.loadOlder();
  const { items } = handle.timeline.current;
  handle.close();
  return items.flatMap((item) => (item.kind === 'message' ? [item.text] : []));
}

async function online(client: LocalClient): Promise<void> {
  while (client.connection.current.kind !== 'online') await new Promise((done) => setTimeout(done, 20));
}
