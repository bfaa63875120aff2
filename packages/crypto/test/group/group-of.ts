import {
  createCommit,
  createGroup,
  type Extension,
  type GroupState,
  generateKeyPackage,
  joinFromWelcome,
  type LeafIdentity,
  openMessage,
} from '../../src/group/index.ts';
import { ed25519KeyPair, type Random, utf8 } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';

/** Not a date at all: the cryptography leaves lifetimes to its caller. */
export const lifetime = { notBefore: 0n, notAfter: 2n ** 40n };

export function identityOf(name: string, random: Random): LeafIdentity {
  const { seed, publicKey } = ed25519KeyPair(random(32));
  return { credential: utf8(name), signaturePrivateKey: seed, signaturePublicKey: publicKey };
}

/** A device that may be added to a group of suite 1. */
export function newcomer(name: string, random: Random, identity = identityOf(name, random)) {
  const made = generateKeyPackage({ suite: 0x0001, identity, lifetime, random });
  return {
    ...made,
    identity,
    join: (welcome: Uint8Array): GroupState =>
      joinFromWelcome({
        welcome,
        keyPackages: [made],
        signaturePrivateKey: identity.signaturePrivateKey,
      }).state,
  };
}

export type TestGroup = { readonly states: GroupState[]; readonly random: Random };

/** A group in which everybody is at the leaf of its index and has committed once, so that no node is blank. */
export function groupOf(size: number, seed: string, extensions: readonly Extension[] = []): TestGroup {
  const random = deterministicRandom(seed);
  const groupId = random(16);
  const creator = createGroup({
    suite: 0x0001,
    groupId,
    identity: identityOf('member 0', random),
    lifetime,
    extensions,
    random,
  });
  const others = Array.from({ length: size - 1 }, (_, i) => newcomer(`member ${i + 1}`, random));
  const proposals = others.map(({ keyPackage }) => ({ kind: 'add', keyPackage }) as const);
  const { next, welcome } = createCommit(creator, { proposals, random });
  const states = [next, ...others.map((other) => other.join(welcome as Uint8Array))];
  for (let committer = 0; committer < size; committer++) {
    const made = createCommit(states[committer] as GroupState, { proposals: [], random });
    for (let i = 0; i < size; i++)
      states[i] = i === committer ? made.next : acceptCommit(states[i] as GroupState, made.commit);
  }
  return { states, random };
}

/** The state after a commit that must be right and must not remove its reader. */
export function acceptCommit(state: GroupState, commit: Uint8Array): GroupState {
  const opened = openMessage(state, commit);
  if (opened.kind !== 'commit' || opened.staged.next === undefined)
    throw new Error(`a commit was read as ${opened.kind}`);
  return opened.staged.next;
}
