import {
  createCommit,
  createProposal,
  encryptMessage,
  exportGroupInfo,
  type GroupState,
  generateKeyPackage,
  joinExternally,
  joinFromWelcome,
  openMessage,
  parseKeyPackage,
  readGroupInfoSummary,
} from '@sotto/crypto/group';
import { CryptoError, ed25519KeyPair } from '@sotto/crypto/primitives';
import { type Seeded, seeded } from '../seeded.ts';
import { HistoryError } from './history.ts';
import { sottoGroupPeer } from './sotto-group-peer.ts';

/** Longer than any message here takes on a busy machine, far shorter than a runaway. */
const slowMs = 2000;

/**
 * Changes messages of every kind and gives them to everything that reads them. Each must be refused with a
 * CryptoError, in time; none that is changed may be taken for a message of a member.
 *
 * @returns how many were given. @throws HistoryError with the seed.
 */
export async function fuzzMessages(seed: number, rounds: number): Promise<{ mutations: number }> {
  const choice = seeded(seed);
  const trace: string[] = [];
  try {
    const scene = await messageScene(choice);
    for (let i = 0; i < rounds; i++) {
      const [kind, bytes] = choice.pick([...scene.messages]);
      const changed = mutate(bytes, choice);
      if (Buffer.from(changed).equals(bytes)) continue;
      trace.push(`${kind}: ${Buffer.from(changed).toString('base64')}`);
      for (const read of scene.readers) readInTime(() => read(changed));
    }
    return { mutations: trace.length };
  } catch (error) {
    throw new HistoryError(seed, trace.slice(-1), error);
  }
}

type Reader = (bytes: Uint8Array) => void;

async function messageScene(
  choice: Seeded,
): Promise<{ messages: Map<string, Uint8Array>; readers: Reader[] }> {
  const random = (length: number) => choice.bytes(length);
  const [sender, receiver] = await smallGroup(choice);
  const { seed, publicKey } = ed25519KeyPair(random(32));
  const identity = { credential: random(20), signaturePrivateKey: seed, signaturePublicKey: publicKey };
  const lifetime = { notBefore: 0n, notAfter: 2n ** 40n };
  const held = generateKeyPackage({ suite: 0x0001, identity, lifetime, random });
  const groupInfo = exportGroupInfo(sender);
  const add = { kind: 'add', keyPackage: held.keyPackage } as const;
  const adding = createCommit(sender, { proposals: [add], random });
  const welcome = adding.welcome as Uint8Array;
  const messages = new Map([
    ['key package', held.keyPackage],
    ['welcome', welcome],
    ['group info', groupInfo],
    ['private commit', adding.commit],
    ['public commit', createCommit(sender, { proposals: [add], wireFormat: 1, random }).commit],
    ['external commit', joinExternally({ groupInfo, identity, random }).commit],
    ['private proposal', createProposal(sender, { kind: 'update' }, { random }).message],
    ['public proposal', createProposal(sender, add, { wireFormat: 1, random }).message],
    ['application', encryptMessage(sender, random(40), { authenticatedData: random(16), random }).message],
  ]);
  const joining = { keyPackages: [held], signaturePrivateKey: seed };
  const readers: Reader[] = [
    (bytes) => neverTaken('key package', () => parseKeyPackage(bytes)),
    (bytes) => neverTaken('GroupInfo', () => readGroupInfoSummary(bytes)),
    (bytes) => neverTaken('GroupInfo', () => joinExternally({ groupInfo: bytes, identity, random })),
    (bytes) => {
      const { kind } = openMessage(receiver, bytes);
      if (kind !== 'own' && kind !== 'duplicate' && kind !== 'wrong-epoch')
        throw new Error(`taken for a ${kind}`);
    },
    // What is changed in the part of another newcomer cannot be seen by this one.
    (bytes) => joinFromWelcome({ ...joining, welcome: bytes }),
    (bytes) => joinFromWelcome({ ...joining, welcome, ratchetTree: bytes }),
  ];
  return { messages, readers };
}

async function smallGroup(choice: Seeded): Promise<[GroupState, GroupState]> {
  const peers = Array.from({ length: 5 }, () => sottoGroupPeer(0x0001, choice));
  const [first, second, ...others] = peers as [(typeof peers)[0], (typeof peers)[0], ...typeof peers];
  await first.createGroup(choice.bytes(16), []);
  const changes = [];
  for (const peer of [second, ...others])
    changes.push({ kind: 'add', keyPackage: await peer.keyPackage() } as const);
  const added = await first.commit(changes);
  await added.settle(true);
  await second.join(added.welcome as Uint8Array);
  return [first.state(), second.state()];
}

function neverTaken(what: string, read: () => unknown): void {
  read();
  throw new Error(`a changed ${what} was taken`);
}

function readInTime(read: () => void): void {
  const started = performance.now();
  try {
    read();
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
  }
  const took = performance.now() - started;
  if (took > slowMs) throw new Error(`took ${took.toFixed(0)} ms`);
}

/** One to four changes: bits, whole bytes, ends, and lengths that promise too much. */
function mutate(bytes: Uint8Array, choice: Seeded): Uint8Array {
  const result = [...bytes];
  for (let i = 1 + choice.below(4); i > 0; i--) {
    const at = choice.below(result.length);
    switch (choice.below(6)) {
      case 0:
        result[at] = (result[at] ?? 0) ^ (1 << choice.below(8));
        break;
      case 1:
        result[at] = choice.pick([0, 1, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xff, choice.below(256)]);
        break;
      case 2:
        result.length = Math.max(1, at);
        break;
      case 3:
        result.splice(at, 0, ...choice.bytes(1 + choice.below(40)));
        break;
      case 4:
        result.splice(at, 1 + choice.below(100));
        if (result.length === 0) result.push(0);
        break;
      default:
        result.splice(at, 0, ...result.slice(at, at + 1 + choice.below(200)));
    }
  }
  return Uint8Array.from(result);
}
