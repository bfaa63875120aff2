import { type Seeded, seeded } from '../seeded.ts';
import type { ContextKind } from './context-extensions.ts';
import { type GroupWorld, groupWorld, type HistoryCounts } from './group-world.ts';
import { type Step, steps } from './history-steps.ts';
import type { MlsPeer } from './mls-peer.ts';

export type HistoryOptions = {
  readonly seed: number;
  readonly steps: number;
  readonly membersMax: number;
  /** What a change of the group context may hold. */
  readonly contextKinds: readonly ContextKind[];
  /** Makes a device; called for everybody who ever joins. */
  readonly makePeer: (choice: Seeded) => Promise<MlsPeer>;
};

/** A history that went wrong: the seed repeats its choices. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  readonly seed: number;
  readonly trace: readonly string[];
  constructor(seed: number, trace: readonly string[], cause: unknown) {
    const said = cause instanceof Error ? cause.message : String(cause);
    super(`seed ${seed}, step ${trace.length}: ${said}\n  ${trace.slice(-12).join('\n  ')}`, { cause });
    this.seed = seed;
    this.trace = trace;
  }
}

/** Plays one random history and checks after every step that all members agree. */
export async function playHistory(options: HistoryOptions): Promise<HistoryCounts> {
  const choice = seeded(options.seed);
  const trace: string[] = [];
  const { membersMax, contextKinds } = options;
  const made: MlsPeer[] = [];
  const makePeer = async (from: Seeded): Promise<MlsPeer> => {
    const peer = await options.makePeer(from);
    made.push(peer);
    return peer;
  };
  try {
    const creator = await makePeer(choice);
    await creator.createGroup(choice.bytes(16), []);
    const world = groupWorld(creator);
    for (let step = 0; step < options.steps; step++) {
      const chosen = chooseStep(world, membersMax, choice);
      trace.push(chosen.name);
      await chosen.play({
        world,
        choice,
        membersMax,
        contextKinds,
        makePeer,
        note: (what) => trace.push(`  ${what}`),
      });
    }
    return world.counts;
  } catch (error) {
    throw new HistoryError(options.seed, trace, error);
  } finally {
    for (const peer of made) peer.close();
  }
}

function chooseStep(world: GroupWorld, membersMax: number, choice: Seeded): Step {
  // A group of one or two is soon looked through; the histories that find faults are of more.
  const growing = world.members.length < Math.min(4, membersMax);
  const possible = steps.filter((step) => step.possible(world, membersMax));
  const wanted = growing ? possible.filter((step) => step.name === 'add') : possible;
  const weighted = (wanted.length > 0 ? wanted : possible).flatMap((step) =>
    Array.from({ length: step.weight }, () => step),
  );
  return choice.pick(weighted);
}
