import type { Seeded } from '../seeded.ts';
import { type ContextKind, randomContextExtensions } from './context-extensions.ts';
import { exceedsForeign } from './foreign-limits.ts';
import { accept, during, type GroupWorld, offerToRemoved } from './group-world.ts';
import type { Ability, Change, MlsPeer, PendingCommit, ProposedChange } from './mls-peer.ts';

type Scene = {
  readonly world: GroupWorld;
  readonly choice: Seeded;
  readonly membersMax: number;
  readonly contextKinds: readonly ContextKind[];
  /** Makes a device; called for everybody who ever joins. */
  readonly makePeer: (choice: Seeded) => Promise<MlsPeer>;
  readonly note: (what: string) => void;
};

export type Step = {
  readonly name: string;
  /** How often it is chosen, relative to the others. */
  readonly weight: number;
  possible(world: GroupWorld, membersMax: number): boolean;
  play(scene: Scene): Promise<void>;
};

const able = (world: GroupWorld, ability: Ability) =>
  world.members.filter((peer) => peer.abilities.has(ability));
const someoneCan = (ability: Ability) => (world: GroupWorld) => able(world, ability).length > 0;

/** Everything that can happen to a group, one at a time. */
export const steps: readonly Step[] = [
  {
    name: 'add',
    weight: 5,
    possible: (world, membersMax) => world.members.length < membersMax,
    async play(scene) {
      const joiners = await newcomers(scene, 1 + scene.choice.below(3));
      const committer = scene.choice.pick(able(scene.world, 'add'));
      await commitAlone(scene, committer, await adding(joiners), joiners);
    },
  },
  {
    name: 'remove',
    weight: 4,
    possible: (world) => world.members.length > 2,
    async play(scene) {
      const committer = scene.choice.pick(able(scene.world, 'remove'));
      const count = 1 + (scene.choice.below(3) === 0 ? scene.choice.below(3) : 0);
      const removals = removing(scene, count, committer);
      if (exceedsForeign(scene.world, credentialsOf(removals), [])) removals.length = 0;
      await commitAlone(scene, committer, removals);
    },
  },
  {
    name: 'update',
    weight: 4,
    possible: () => true,
    play: (scene) => commitAlone(scene, scene.choice.pick(scene.world.members), []),
  },
  {
    name: 'change the context',
    weight: 2,
    possible: someoneCan('group-context'),
    async play(scene) {
      const committer = scene.choice.pick(able(scene.world, 'group-context'));
      const extensions = randomContextExtensions(scene.contextKinds, scene.choice);
      await commitAlone(scene, committer, [{ kind: 'group-context', extensions }]);
    },
  },
  {
    name: 'pre-shared key',
    weight: 2,
    possible: (world) => world.members.every((peer) => peer.abilities.has('psk')),
    async play(scene) {
      const committer = scene.choice.pick(scene.world.members);
      const keys = sharedKeys(scene, scene.world.members);
      const resumption = scene.choice.below(2) === 0 ? [{ kind: 'resumption' } as const] : [];
      await commitAlone(scene, committer, scene.choice.shuffled([...keys, ...resumption]));
    },
  },
  {
    name: 'several changes at once',
    weight: 3,
    possible: (world, membersMax) =>
      someoneCan('mixed')(world) && world.members.length > 2 && world.members.length < membersMax,
    async play(scene) {
      const { choice, world } = scene;
      const committer = choice.pick(able(world, 'mixed'));
      const joiners = await newcomers(scene, 1 + choice.below(3));
      const removals = removing(scene, 1, committer);
      if (exceedsForeign(world, credentialsOf(removals), joiners)) removals.length = 0;
      const changes: Change[] = [...(await adding(joiners)), ...removals];
      if (committer.abilities.has('group-context') && choice.below(2) === 0)
        changes.push({
          kind: 'group-context',
          extensions: randomContextExtensions(scene.contextKinds, choice),
        });
      if ([...world.members, ...joiners].every((peer) => peer.abilities.has('psk')) && choice.below(2) === 0)
        changes.push(...sharedKeys(scene, [...world.members, ...joiners]));
      await commitAlone(scene, committer, choice.shuffled(changes), joiners);
    },
  },
  {
    name: 'proposals by reference',
    weight: 4,
    possible: (world) => someoneCan('propose')(world) && world.members.length > 3,
    play: commitOfProposals,
  },
  {
    name: 'external commit',
    weight: 3,
    possible: (world, membersMax) => world.groupInfo !== undefined && world.members.length < membersMax,
    async play(scene) {
      const [joiner] = await newcomers(scene, 1);
      if (joiner?.abilities.has('external')) await joinFromOutside(scene, joiner, false);
      else await commitAlone(scene, scene.choice.pick(scene.world.members), []);
    },
  },
  {
    name: 'rejoin after a loss',
    weight: 2,
    possible: (world) =>
      world.groupInfo !== undefined && world.members.length > 1 && someoneCan('external')(world),
    async play(scene) {
      const joiner = scene.choice.pick(able(scene.world, 'external'));
      const again = !exceedsForeign(scene.world, [joiner.credential], [joiner]);
      if (again) await joinFromOutside(scene, joiner, true);
    },
  },
  {
    name: 'race',
    weight: 3,
    possible: (world) => world.members.length > 2,
    play: raceOfCommits,
  },
  {
    name: 'messages',
    weight: 6,
    possible: (world) => world.members.length > 1,
    play: messagesOutOfOrder,
  },
];

async function newcomers(scene: Scene, wanted: number): Promise<MlsPeer[]> {
  const room = scene.membersMax - scene.world.members.length;
  const count = Math.max(1, Math.min(wanted, room));
  const made: MlsPeer[] = [];
  for (let i = 0; i < count; i++) made.push(await scene.makePeer(scene.choice));
  return made;
}

async function adding(joiners: readonly MlsPeer[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const peer of joiners) changes.push({ kind: 'add', keyPackage: await peer.keyPackage() });
  return changes;
}

function removing({ world, choice }: Scene, count: number, committer: MlsPeer): Change[] {
  const others = world.members.filter((peer) => peer !== committer).map((peer) => peer.credential);
  const candidates = choice.shuffled([...others.slice(0, -1), ...world.ghosts]);
  return candidates.slice(0, count).map((credential) => ({ kind: 'remove', credential }));
}

const credentialsOf = (changes: readonly Change[]): string[] =>
  changes.flatMap((change) => (change.kind === 'remove' ? [change.credential] : []));

function sharedKeys({ choice }: Scene, knownTo: readonly MlsPeer[]): Change[] {
  return Array.from({ length: 1 + choice.below(2) }, () => {
    const id = choice.bytes(8);
    const secret = choice.bytes(32);
    for (const peer of knownTo) peer.knowPsk(id, secret);
    return { kind: 'psk', id };
  });
}

async function commitAlone(
  { world, note }: Scene,
  committer: MlsPeer,
  changes: readonly Change[],
  joiners: readonly MlsPeer[] = [],
): Promise<void> {
  note(`${committer.implementation} commits ${described(changes)}`);
  const pending = await during(`${committer.implementation} commits`, () => committer.commit(changes));
  await accept(world, committer, pending, joiners);
}

const described = (changes: readonly ProposedChange[]) =>
  changes.length === 0 ? 'nothing' : changes.map((change) => change.kind).join(', ');

async function joinFromOutside({ world, note }: Scene, joiner: MlsPeer, resync: boolean): Promise<void> {
  note(`${joiner.implementation}${resync ? ' again' : ''}`);
  const pending = await during(`${joiner.implementation} joins externally`, () =>
    joiner.joinExternally(world.groupInfo as Uint8Array, { resync }),
  );
  await accept(world, joiner, pending);
  world.counts.externalCommits++;
}

/** Some propose, everybody reads it, somebody commits it all; removed members read none of it. */
async function commitOfProposals(scene: Scene): Promise<void> {
  const { world, choice, note } = scene;
  const proposers = choice
    .shuffled(able(world, 'propose'))
    .slice(0, Math.min(1 + choice.below(4), world.members.length - 2));
  const updaters = new Set<MlsPeer>();
  const others = choice.shuffled(world.members);
  // Ours picks what can stand together; the others commit everything or nothing.
  const chooser = choice.below(2) === 0 ? others.find((peer) => peer.implementation === 'sotto') : undefined;
  const joiners: MlsPeer[] = [];
  const leaving = new Set<MlsPeer>();
  const gone = () => [...leaving].map((peer) => peer.credential);
  const targetOf = (proposer: MlsPeer) =>
    chooser === undefined
      ? others.find((peer) => !proposers.includes(peer) && !leaving.has(peer))
      : others.find((peer) => peer !== proposer && peer !== chooser && choice.below(2) === 0);
  for (const proposer of proposers) {
    let change: ProposedChange = { kind: 'update' };
    const kind = choice.below(4);
    const target = targetOf(proposer);
    if (kind === 0 && world.members.length + joiners.length < scene.membersMax) {
      const [joiner] = (await newcomers(scene, 1)) as [MlsPeer];
      if (exceedsForeign(world, gone(), [...joiners, joiner])) continue;
      joiners.push(joiner);
      change = { kind: 'add', keyPackage: await joiner.keyPackage() };
    } else if (kind === 1 && target !== undefined && world.members.length - leaving.size > 3) {
      if (exceedsForeign(world, [...gone(), target.credential], joiners)) continue;
      // Wire takes the second proposal to remove the same member for a copy of the first, and complains.
      if (leaving.has(target) && world.members.some((peer) => peer.implementation === 'openmls')) continue;
      leaving.add(target);
      change = { kind: 'remove', credential: target.credential };
    } else if (proposer.abilities.has('propose-update')) updaters.add(proposer);
    else continue;
    note(`${proposer.implementation} proposes ${change.kind}`);
    await propose(world, proposer, change);
  }
  // Who proposed an update of its own leaf cannot commit it (RFC 9420, 12.2).
  const committers = world.members.filter((peer) => !leaving.has(peer) && !updaters.has(peer));
  await commitAlone(scene, chooser ?? choice.pick(committers), [], joiners);
}

async function propose(world: GroupWorld, proposer: MlsPeer, change: ProposedChange): Promise<void> {
  const message = await proposer.propose(change);
  world.counts.proposals++;
  for (const peer of world.members)
    if (peer !== proposer)
      await during(`${peer.implementation} reads a proposal of ${proposer.implementation}`, () =>
        peer.receive(message),
      );
  await offerToRemoved(world, message);
}

/** Several commit to the same epoch; the delivery service takes one, the others forget theirs and read it. */
async function raceOfCommits(scene: Scene): Promise<void> {
  const { world, choice, note } = scene;
  const racers = choice.shuffled(world.members).slice(0, 2 + choice.below(3));
  const entries: { racer: MlsPeer; pending: PendingCommit; joiners: MlsPeer[] }[] = [];
  for (const racer of racers) {
    const adds = racer.abilities.has('add') && choice.below(2) === 0;
    const room = world.members.length < scene.membersMax;
    const joiners = adds && room ? await newcomers(scene, 1) : [];
    const pending = await during(`${racer.implementation} commits`, async () =>
      racer.commit(await adding(joiners)),
    );
    entries.push({ racer, pending, joiners });
  }
  const winner = choice.pick(entries);
  note(`${winner.racer.implementation} wins over ${entries.length - 1}`);
  for (const entry of entries) if (entry !== winner) await entry.pending.settle(false);
  await accept(world, winner.racer, winner.pending, winner.joiners);
  world.counts.losers += entries.length - 1;
  for (const entry of entries) {
    if (entry === winner) continue;
    for (const peer of world.members) {
      const late = await peer.receive(entry.pending.commit).catch(() => undefined);
      if (late?.kind === 'commit') throw new Error(`${peer.implementation} took a commit of a past epoch`);
    }
  }
}

/** Each reads the messages of all others once, in an order of its own, and none twice. */
async function messagesOutOfOrder({ world, choice }: Scene): Promise<void> {
  const sent: { sender: MlsPeer; plaintext: Uint8Array; message: Uint8Array }[] = [];
  for (let i = 1 + choice.below(8); i > 0; i--) {
    const sender = choice.pick(world.members);
    const plaintext = choice.bytes(choice.below(300));
    const message = await during(`${sender.implementation} encrypts`, () => sender.encrypt(plaintext));
    sent.push({ sender, plaintext, message });
  }
  for (const peer of world.members) {
    for (const { sender, plaintext, message } of reordered(sent, peer.reordering, choice)) {
      if (sender === peer) continue;
      const read = () => peer.receive(message);
      const received = await during(`${peer.implementation} reads ${sender.implementation}`, read);
      if (received.kind !== 'application' || !Buffer.from(received.plaintext).equals(plaintext))
        throw new Error(`${peer.implementation} read something else than ${sender.implementation} wrote`);
      world.counts.applicationMessages++;
      if (choice.below(10) !== 0) continue;
      const again = await read().catch(() => undefined);
      if (again !== undefined) throw new Error(`${peer.implementation} read a message twice`);
    }
  }
  for (const { message } of sent) await offerToRemoved(world, message);
}

/** In any order in which nothing is overtaken by more than so many others. */
function reordered<T>(items: readonly T[], overtakenMax: number, choice: Seeded): T[] {
  const runs: T[] = [];
  for (let at = 0; at < items.length; at += overtakenMax + 1)
    runs.push(...choice.shuffled(items.slice(at, at + overtakenMax + 1)));
  return runs;
}
