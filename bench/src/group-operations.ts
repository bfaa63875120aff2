import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ready } from '@sotto/crypto/primitives';
import { openMlsPeer, seeded, sottoGroupPeer, tsMlsPeer } from '@sotto/testing/mls-interop';
import { filledGroup } from '../../packages/crypto/test/group/filled-group.ts';
import { type Figures, under } from './groups/measure.ts';
import { addEverybody, ourOperations, random } from './groups/our-operations.ts';
import { peerAddsEverybody, peerOperations } from './groups/peer-operations.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const members = 1500;
/** What groups of this size are made in: X25519, ChaCha20-Poly1305, SHA-256, Ed25519. */
const usual = 0x0003;
/** The suite all implementations have: AES-128-GCM instead. */
const common = 0x0001;

/**
 * Group operations on one core: ours at 1,500 members in a filled and in a sparse tree and in the hybrid suite at
 * the size it is the default for, OpenMLS and ts-mls in the same filled tree beside ours in their suite, and how
 * ours grows with the group.
 */
export async function groupOperations(): Promise<Figures> {
  await ready();
  const filled =
    (suite: Suite, size = members, times?: number) =>
    () =>
      ourOperations({ suite, members: size, shape: 'filled' }, times);
  const ours = {
    ...(await part('1,500 filled', filled(usual))),
    ...(await part('1,500 sparse', () => ourOperations({ suite: usual, members, shape: 'sparse' }))),
    ...(await part('1,500', () => addEverybody(usual, members))),
    ...(await part('AES, 1,500 filled', filled(common))),
    ...(await part('AES, 1,500', () => addEverybody(common, members))),
    ...(await part('X-Wing, 200 filled', filled(0x004d, 200, 5))),
    ...(await part('X-Wing, 200', () => addEverybody(0x004d, 200))),
  };
  return { ...ours, ...(await foreign()), ...(await growth()) };
}

type Suite = Parameters<typeof ourOperations>[0]['suite'];

/** A part of its own: what the one before left behind is not its cost. */
async function part(name: string, measure: () => Promise<Figures>): Promise<Figures> {
  collectGarbage();
  return under(name, await measure());
}

/** Both oracles, in the tree that ours was measured in. */
async function foreign(): Promise<Figures> {
  const suite = common;
  const oracles = [
    ['OpenMLS', () => openMlsPeer(suite)],
    ['ts-mls', () => tsMlsPeer(suite, { handshakes: 'public' })],
  ] as const;
  const choice = seeded(Date.now());
  const neighbours = [800, 801].map((leaf) => new TextDecoder().decode(wireCredential(leaf)));
  const figures: Figures = {};
  for (const [name, make] of oracles) {
    const group = filledGroup({ suite, members, shape: 'filled', random, credential: wireCredential });
    const host = sottoGroupPeer(suite, choice, { handshakes: 'public', state: group.state(0) });
    Object.assign(figures, under(`${name}, AES, 1,500 filled`, await peerOperations(host, neighbours, make)));
    const others: Uint8Array[] = [];
    for (let i = 1; i < members; i++) others.push(await sottoGroupPeer(suite, choice).keyPackage());
    Object.assign(figures, under(`${name}, AES, 1,500`, await peerAddsEverybody(await make(), others)));
  }
  return figures;
}

/** Milliseconds from 10 to 5,000 members: a hundred times the group must not cost a hundred times. */
async function growth(): Promise<Figures> {
  const figures: Figures = {};
  const shown = ['commit created ms', 'commit processed ms', 'add one ms', 'remove one ms', 'join ms'];
  for (const size of [10, 100, 500, 1500, 5000]) {
    const all = await ourOperations({ suite: usual, members: size, shape: 'filled' }, 9);
    const kept = [
      ...shown,
      'messages encrypted a second',
      'messages read a second',
      'bytes persisted, commit processed',
    ];
    for (const name of kept) figures[`${size.toLocaleString('en')} members: ${name}`] = all[name] as number;
  }
  return figures;
}

/** Wire's library reads user, device and domain out of a credential. */
function wireCredential(leaf: number): Uint8Array {
  const user = leaf.toString(16).padStart(12, '0');
  return new TextEncoder().encode(`00000000-0000-4000-8000-${user}:1@sotto.test`);
}
