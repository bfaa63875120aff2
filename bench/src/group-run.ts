import type { AccountId, ConversationId } from '@sotto/client';
import { routes } from '@sotto/protocol/http';
import { callRoute, openDatabase, setUpOnWire, startServerProcess } from '@sotto/testing';
import { type Crowd, startCrowd } from './group-run/crowd.ts';
import type { CrowdPerson } from './group-run/crowd-protocol.ts';

export type GroupRunSize = {
  /** People with several devices each, and with one. */
  readonly many: { readonly people: number; readonly devices: number };
  readonly single: number;
  /** People with one device who join later, as many as are removed in between. */
  readonly joining: number;
  /** People a batch of additions names. */
  readonly batch: number;
  readonly messages: number;
};

const hostileCommits = 3;
const patienceMs = 45 * 60_000;
const forkPatienceMs = 5 * 60_000;

/** 240 × 6 + 60 devices are the 1,500 that a group may have. */
const fullSize: GroupRunSize = {
  many: { people: 240, devices: 6 },
  single: 60,
  joining: 20,
  batch: 40,
  messages: 100,
};

/**
 * One group of 1,500 devices on the real system: whole clients in three processes, the server with its embedded
 * database in a fourth. Create, add in batches, messages from random members read by all, removals and joins
 * in turn; in between, every device is asked what it sees, and they must agree.
 */
export async function groupRun(size: GroupRunSize = fullSize): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '100000' } });
  // Who founds the group has a process alone, as everybody else has elsewhere: others share two.
  const crowds = [startCrowd(server.url), startCrowd(server.url), startCrowd(server.url)];
  try {
    const people = await timed(figures, 'sign-up of all devices, s', () => signUpAll(server, crowds, size));
    const run = createRun(crowds, people);
    const founder = people[0] as RunPerson;
    const members = people.slice(0, size.many.people + size.single);
    const waiting = people.slice(members.length);

    const group = await timed(figures, 'first batch in, s', async () => {
      const first = members.slice(1, size.batch);
      const made = await run.create(founder, 'The whole house', first);
      await run.settle(made, devicesOf([founder, ...first]));
      return made;
    });
    await timed(figures, 'everybody in, in batches, s', async () => {
      for (let at = size.batch; at < members.length; at += size.batch) {
        const startedAt = performance.now();
        await run.change('add', founder, group, members.slice(at, at + size.batch));
        await run.settle(group, devicesOf(members.slice(0, at + size.batch)));
        const known = devicesOf(members.slice(0, at + size.batch)).length;
        console.log(`  ${known} devices in after ${seconds(startedAt)} s`);
      }
    });
    figures['devices in the group'] = devicesOf(members).length;

    const texts = Array.from({ length: size.messages }, (_, i) => `message ${i}`);
    const seconds_ = await timed(figures, 'messages read by all, s', async () => {
      const startedAt = performance.now();
      for (const [i, text] of texts.entries())
        await run.send(members[(i * 37) % members.length] as RunPerson, group, text);
      await run.haveAll(group, devicesOf(members), texts);
      return (performance.now() - startedAt) / 1000;
    });
    figures['messages'] = texts.length;
    figures['deliveries a second, decrypted and stored'] = Math.round(
      (texts.length * devicesOf(members).length) / seconds_,
    );

    const left = new Set<RunPerson>();
    await timed(figures, 'removals and joins in turn, s', async () => {
      for (let i = 0; i < size.joining; i++) {
        const going = members[size.many.people + i] as RunPerson;
        await run.change('remove', founder, group, [going]);
        left.add(going);
        await run.change('add', founder, group, [waiting[i] as RunPerson]);
      }
      const staying = [...members.filter((member) => !left.has(member)), ...waiting];
      await run.settle(group, devicesOf(staying));
    });
    figures['removals'] = left.size;
    figures['joins'] = waiting.length;

    const staying = [...members.filter((member) => !left.has(member)), ...waiting];
    await timed(figures, 'hostile commits refused by all, s', async () => {
      const hostile = members.slice(1, 1 + hostileCommits);
      for (const [i, one] of hostile.entries()) {
        if (!(await run.commitWithoutRole(one, group))) throw new Error('the hostile commit came too late');
        const text = `after hostile commit ${i}`;
        await run.send(waiting[i] as RunPerson, group, text);
        await run.haveAll(group, devicesOf(staying.filter((other) => !hostile.includes(other))), [text]);
      }
      // The hostile devices are out of step by their own doing and come back as everybody does.
      await run.settle(group, devicesOf(staying));
    });
    figures['hostile commits'] = hostileCommits;

    await timed(figures, 'fork detected and repaired, s', async () => {
      const victim = members[1 + hostileCommits] as RunPerson;
      const noticed = await run.forks(group, victim);
      // Somebody's commit may come first, and then nobody is led astray.
      for (let attempt = 1; ; attempt++) {
        await run.fork(founder, victim, group);
        await run.rename(founder, group, `The whole house, ${attempt}`);
        await run.send(waiting[0] as RunPerson, group, `while one is led astray, ${attempt}`);
        if (await holdsWithin(forkPatienceMs, async () => (await run.forks(group, victim)) > noticed)) break;
        if (attempt === 3) throw new Error('no device noticed a fork');
      }
      await run.settle(group, devicesOf(staying));
      await run.send(victim, group, 'back again');
      await run.haveAll(group, devicesOf(staying), ['back again']);
    });

    await timed(figures, 'a last message read by all, s', async () => {
      await run.send(waiting[0] as RunPerson, group, 'after all that');
      await run.haveAll(group, devicesOf(staying), ['after all that']);
    });
    const missed = await run.holders(group, devicesOf([...left]), 'after all that');
    figures['removed devices that have it'] = missed;
    Object.assign(figures, await rowsOf(server));
    return figures;
  } finally {
    await Promise.all(crowds.map((crowd) => crowd.stop()));
    await server.remove();
  }
}

type RunPerson = {
  readonly username: string;
  readonly accountId: AccountId;
  readonly devices: readonly string[];
  readonly crowd: Crowd;
};

async function signUpAll(
  server: Awaited<ReturnType<typeof startServerProcess>>,
  crowds: readonly Crowd[],
  { many, single, joining }: GroupRunSize,
): Promise<RunPerson[]> {
  const owner = await setUpOnWire(server, 'operator');
  const wanted: CrowdPerson[] = Array.from({ length: many.people + single + joining }, (_, i) => ({
    username: `person${i}`,
    devices: i < many.people ? many.devices : 1,
  }));
  const signedUp = await Promise.all(
    crowds.map(async (crowd, at) => {
      const invite = await callRoute(server.url, routes.createInvite, {
        token: owner.token,
        body: { role: 'member', uses: 500, expires_in_hours: 24 },
      });
      const own = wanted.filter((_, i) => (i === 0 ? 0 : 1 + (i % (crowds.length - 1))) === at);
      const accounts = await crowd.ask({ kind: 'sign-up', people: own, inviteToken: invite.token });
      return own.map(({ username, devices }): RunPerson => {
        const found = accounts.find((account) => account.username === username);
        if (found === undefined) throw new Error(`${username} has no account`);
        const names = Array.from({ length: devices }, (_, index) => `${username}/${index}`);
        return { username, accountId: found.accountId, devices: names, crowd };
      });
    }),
  );
  const byName = new Map(signedUp.flat().map((person) => [person.username, person]));
  return wanted.map(({ username }) => byName.get(username) as RunPerson);
}

function createRun(crowds: readonly Crowd[], people: readonly RunPerson[]) {
  const first = (person: RunPerson) => person.devices[0] as string;
  const accounts = (some: readonly RunPerson[]) => some.map((person) => person.accountId);
  const all = new Set(people.flatMap((person) => person.devices));

  const look = async (group: ConversationId) =>
    (await Promise.all(crowds.map((crowd) => crowd.ask({ kind: 'look', group })))).flat();

  /** Waits until every one of these devices, and no other, is a member, in one epoch, and sees as many devices. */
  async function settle(group: ConversationId, devices: readonly string[]): Promise<void> {
    const expected = new Set(devices);
    await until(`${devices.length} devices agree on who is in`, async () => {
      const views = await look(group);
      const epochs = new Set(views.filter(({ device }) => expected.has(device)).map(({ epoch }) => epoch));
      return (
        epochs.size === 1 &&
        views.every(({ device, standing, devices: seen }) =>
          expected.has(device) ? standing === 'member' && seen === expected.size : standing !== 'member',
        )
      );
    });
  }

  const read = async (group: ConversationId) =>
    (await Promise.all(crowds.map((crowd) => crowd.ask({ kind: 'read', group })))).flat();

  return {
    create: (by: RunPerson, name: string, members: readonly RunPerson[]) =>
      by.crowd.ask({ kind: 'create-group', by: first(by), name, members: accounts(members) }),
    change: (kind: 'add' | 'remove', by: RunPerson, group: ConversationId, some: readonly RunPerson[]) =>
      by.crowd.ask({ kind, by: first(by), group, members: accounts(some) }),
    send: (by: RunPerson, group: ConversationId, text: string) =>
      by.crowd.ask({ kind: 'send', by: first(by), group, text }),
    settle,
    commitWithoutRole: (by: RunPerson, group: ConversationId) =>
      by.crowd.ask({ kind: 'commit-without-role', by: first(by), group }),
    rename: (by: RunPerson, group: ConversationId, name: string) =>
      by.crowd.ask({ kind: 'rename', by: first(by), group, name }),
    async fork(author: RunPerson, victim: RunPerson, group: ConversationId) {
      const lost = await author.crowd.ask({ kind: 'lose-commit', by: first(author), group });
      await victim.crowd.ask({ kind: 'fork', victim: first(victim), group, lost });
    },
    /** How often somebody's first device said that it was out of step. */
    forks: async (group: ConversationId, person: RunPerson): Promise<number> =>
      (await look(group)).find((view) => view.device === first(person))?.forks ?? 0,
    /** Waits until each of these devices has every one of these texts, once. */
    async haveAll(
      group: ConversationId,
      devices: readonly string[],
      texts: readonly string[],
    ): Promise<void> {
      const expected = new Set(devices);
      await until(`${devices.length} devices have ${texts.length} messages`, async () =>
        (await read(group)).every(
          (found) =>
            !expected.has(found.device) ||
            texts.every((text) => found.texts.filter((one) => one === text).length === 1),
        ),
      );
    },
    /** How many of these devices have a text. */
    async holders(group: ConversationId, devices: readonly string[], text: string): Promise<number> {
      const asked = new Set(devices.filter((device) => all.has(device)));
      return (await read(group)).filter((found) => asked.has(found.device) && found.texts.includes(text))
        .length;
    },
  };
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  if (!(await holdsWithin(patienceMs, holds))) throw new Error(`it never came to be that ${what}`);
}

async function holdsWithin(ms: number, holds: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + ms;
  for (;;) {
    const askedAt = Date.now();
    if (await holds()) return true;
    if (Date.now() > deadline) return false;
    // Asking everybody is work of its own: it gets at most a fifth of the time.
    await new Promise((done) => setTimeout(done, Math.max(500, 4 * (Date.now() - askedAt))));
  }
}

/** What the run left at the server. */
async function rowsOf(
  server: Awaited<ReturnType<typeof startServerProcess>>,
): Promise<Record<string, number>> {
  const database = await openDatabase(server, 'owner');
  try {
    const found: Record<string, number> = {};
    for (const table of ['group_events', 'group_members', 'group_infos', 'group_welcomes', 'envelopes']) {
      const { rows } = await database.query(
        `select count(*)::int as rows, pg_total_relation_size('${table}')::float8 / 1e6 as megabytes from ${table}`,
      );
      found[`rows of ${table}`] = rows[0].rows;
      found[`MB of ${table}`] = Math.round(rows[0].megabytes * 10) / 10;
    }
    return found;
  } finally {
    await database.end();
  }
}

async function timed<T>(figures: Record<string, number>, name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  figures[name] = seconds(startedAt);
  console.log(`  ${name}: ${figures[name]}`);
  return result;
}

const devicesOf = (some: readonly RunPerson[]): string[] => some.flatMap((person) => person.devices);
const seconds = (startedAt: number): number => Math.round((performance.now() - startedAt) / 100) / 10;
