import { isKnownFault } from './known-faults.ts';
import type { GroupView, MlsPeer, PendingCommit, Received } from './mls-peer.ts';

/** What a run did, for its report. */
export type HistoryCounts = {
  commits: number;
  losers: number;
  externalCommits: number;
  proposals: number;
  applicationMessages: number;
  removedMembers: number;
  refusedToRemoved: number;
  /** Changed messages that were given to everybody. */
  mutations?: number;
};

/** One group with all who are or were in it, and the delivery service between them. */
export type GroupWorld = {
  readonly members: MlsPeer[];
  /** Who was removed, with what they still have; they are sent every later byte. */
  readonly removed: MlsPeer[];
  /** Leaves of devices that could not join the group they were added to, by credential. */
  readonly ghosts: Set<string>;
  /** Of the newest epoch, where its committer could make one. */
  groupInfo: Uint8Array | undefined;
  readonly counts: HistoryCounts;
};

/** More would only be slower: what the last few cannot read, those before them cannot either. */
const removedKept = 4;

export function groupWorld(first: MlsPeer): GroupWorld {
  return {
    members: [first],
    removed: [],
    ghosts: new Set(),
    groupInfo: undefined,
    counts: {
      commits: 0,
      losers: 0,
      externalCommits: 0,
      proposals: 0,
      applicationMessages: 0,
      removedMembers: 0,
      refusedToRemoved: 0,
    },
  };
}

/** The delivery service accepts a commit: its maker adopts it, all others process it, the added ones join. */
export async function accept(
  world: GroupWorld,
  committer: MlsPeer,
  pending: PendingCommit,
  added: readonly MlsPeer[] = [],
): Promise<void> {
  await pending.settle(true);
  const staying = new Set((await committer.view()).members);
  for (const peer of [...world.members]) {
    if (peer === committer) continue;
    const stays = staying.has(peer.credential);
    const what = `${peer.implementation} processes a commit of ${committer.implementation}`;
    const received = await during(what, () => peer.receive(pending.commit)).catch((error) => {
      if (!isKnownFault(peer, { error, stays })) throw error;
      return 'fault' as const;
    });
    if (received === 'fault' && stays) {
      world.members.splice(world.members.indexOf(peer), 1);
      world.ghosts.add(peer.credential);
      continue;
    }
    if (received !== 'fault' && (received.kind !== 'commit' || received.active !== stays))
      throw new Error(
        `${what} and ${stays ? 'stays' : 'is removed'}: understood ${JSON.stringify(received)}`,
      );
    if (!stays) leave(world, peer);
  }
  if (!world.members.includes(committer)) world.members.push(committer);
  await offerToRemoved(world, pending.commit);
  for (const peer of added) {
    const { welcome } = pending;
    if (welcome === undefined) throw new Error('members were added without a Welcome');
    const what = `${peer.implementation} joins with a Welcome of ${committer.implementation}`;
    try {
      await during(what, () => peer.join(welcome));
      world.members.push(peer);
    } catch (error) {
      if (!isKnownFault(peer, { error, stays: true })) throw error;
      world.ghosts.add(peer.credential);
    }
  }
  for (const ghost of world.ghosts) if (!staying.has(ghost)) world.ghosts.delete(ghost);
  world.groupInfo = pending.groupInfo;
  world.counts.commits++;
  await expectAgreement(world, committer);
}

function leave(world: GroupWorld, peer: MlsPeer): void {
  world.members.splice(world.members.indexOf(peer), 1);
  world.removed.unshift(peer);
  world.removed.length = Math.min(world.removed.length, removedKept);
  world.counts.removedMembers++;
}

/** A removed member is given what the server carries, and must make nothing of it. */
export async function offerToRemoved(world: GroupWorld, message: Uint8Array): Promise<void> {
  for (const peer of world.removed) {
    let received: Received;
    try {
      received = await peer.receive(message);
    } catch {
      world.counts.refusedToRemoved++;
      continue;
    }
    // The commit that removes it is the last thing it may understand.
    if (received.kind === 'commit' && !received.active) continue;
    throw new Error(`a removed member (${peer.implementation}) understood a later ${received.kind}`);
  }
}

/** Everybody is in the same epoch, with the same secrets, tree and members. */
export async function expectAgreement(world: GroupWorld, reference: MlsPeer): Promise<void> {
  const expected = await reference.view();
  const credentials = [...world.members.map((peer) => peer.credential), ...world.ghosts].sort();
  expectEqual(reference, 'members', expected.members.join(), credentials.join());
  // Not every implementation tells everything: each is compared with one that does, where there is one.
  const known = new Map<string, string>();
  for (const peer of world.members) {
    for (const [name, value] of Object.entries(comparable(await peer.view()))) {
      if (value === undefined) continue;
      const first = known.get(name);
      if (first === undefined) known.set(name, value);
      else expectEqual(peer, name, value, first);
    }
  }
}

function comparable(view: GroupView): Record<string, string | undefined> {
  const hex = (bytes: Uint8Array | undefined) =>
    bytes === undefined ? undefined : Buffer.from(bytes).toString('hex');
  return {
    epoch: String(view.epoch),
    exported: hex(view.exported),
    epochAuthenticator: hex(view.epochAuthenticator),
    treeHash: hex(view.treeHash),
    members: view.members.join(),
  };
}

function expectEqual(peer: MlsPeer, what: string, actual: string, expected: string): void {
  if (actual !== expected)
    throw new Error(`${peer.implementation} has another ${what}: ${actual} instead of ${expected}`);
}

/** Says what was going on when an implementation refused. */
export async function during<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new Error(`${what}: ${saidBy(error)}`, { cause: error });
  }
}

/** Wire's errors carry their message deep inside. */
function saidBy(error: unknown): string {
  let inner = error;
  for (;;) {
    const next = (inner as { inner?: { mlsError?: unknown; msg?: string } }).inner;
    if (next?.msg !== undefined) return next.msg;
    if (next?.mlsError === undefined) return inner instanceof Error ? inner.message : String(inner);
    inner = next.mlsError;
  }
}
