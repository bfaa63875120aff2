import type { Seeded } from '../seeded.ts';
import type { ContextKind } from './context-extensions.ts';
import type { HistoryCounts } from './group-world.ts';
import { playHistory } from './history.ts';
import type { Handshakes, MlsPeer, Suite } from './mls-peer.ts';
import { fuzzMessages } from './mutations.ts';
import { openMlsPeer } from './open-mls-peer.ts';
import { sottoGroupPeer } from './sotto-group-peer.ts';
import { tsMlsPeer } from './ts-mls-peer.ts';

export type FuzzMode = 'self-play' | 'openmls' | 'ts-mls' | 'all' | 'mutations';
type CastName = Exclude<FuzzMode, 'mutations'>;

type Cast = {
  readonly suites: readonly Suite[];
  /** OpenMLS, as Wire sets it, takes public handshakes only. */
  readonly handshakes: readonly Handshakes[];
  /** ts-mls reads one external sender where the standard has a list; Wire's leaves list none of our extensions. */
  readonly contextKinds: readonly ContextKind[];
  readonly peers: readonly MlsPeer['implementation'][];
};

/** Who plays with whom, and what all of them understand. */
const casts: Readonly<Record<CastName, Cast>> = {
  'self-play': {
    suites: [0x0001, 0x0001, 0x0003, 0x004d],
    handshakes: ['private', 'public'],
    contextKinds: ['external-senders', 'required-capabilities', 'sotto-group'],
    peers: ['sotto'],
  },
  openmls: {
    suites: [0x0001, 0x0003],
    handshakes: ['public'],
    contextKinds: ['external-senders', 'required-capabilities'],
    peers: ['sotto', 'openmls'],
  },
  'ts-mls': {
    suites: [0x0001, 0x0003, 0x004d],
    handshakes: ['private', 'public'],
    contextKinds: ['required-capabilities', 'sotto-group'],
    peers: ['sotto', 'ts-mls'],
  },
  all: {
    suites: [0x0001, 0x0003],
    handshakes: ['public'],
    contextKinds: ['required-capabilities'],
    peers: ['sotto', 'sotto', 'openmls', 'ts-mls'],
  },
};

export const fuzzModes: readonly FuzzMode[] = [...(Object.keys(casts) as CastName[]), 'mutations'];

/** Changed messages for each step of a history. */
const mutationsPerStep = 10;

/**
 * One random history of this cast, or as many changed messages as would be in it. Await `ready()` of the primitives first.
 *
 * @throws HistoryError with the seed when members disagree, or somebody reads what it must not.
 */
export function fuzz(mode: FuzzMode, seed: number, steps = 40): Promise<Partial<HistoryCounts>> {
  if (mode === 'mutations') return fuzzMessages(seed, steps * mutationsPerStep);
  const cast = casts[mode];
  let suite: Suite | undefined;
  let handshakes: Handshakes = 'public';
  const makePeer = async (choice: Seeded): Promise<MlsPeer> => {
    if (suite === undefined) {
      suite = choice.pick(cast.suites);
      handshakes = choice.pick(cast.handshakes);
    }
    switch (choice.pick(cast.peers)) {
      case 'sotto':
        return sottoGroupPeer(suite, choice, { handshakes });
      case 'openmls':
        return openMlsPeer(suite);
      case 'ts-mls':
        return tsMlsPeer(suite, { handshakes, extensionTypes: [0xf053] });
    }
  };
  const membersMax = 4 + (seed % 29);
  return playHistory({ seed, steps, membersMax, contextKinds: cast.contextKinds, makePeer });
}
