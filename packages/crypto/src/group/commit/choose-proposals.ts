import { fromHex } from '../../primitives/bytes.ts';
import { CryptoError } from '../../primitives/crypto-error.ts';
import { type PskSource, pskSecret } from '../schedule/psk-secret.ts';
import type { GroupState } from '../state/group-state.ts';
import type { ProposalOrRef } from '../structures/commit.ts';
import { applyProposals } from './apply-proposals.ts';
import { sortProposals } from './proposal-list.ts';
import { groupPsks } from './psk-source.ts';
import { resolveProposals } from './resolve-proposals.ts';

/** What waits, divided into what a commit can carry out together and what it cannot. */
export type ChosenProposals = {
  readonly chosen: readonly ProposalOrRef[];
  /** References (32 bytes) of the others. */
  readonly leftOut: readonly Uint8Array[];
};

/**
 * Picks from the proposals that wait a list that is valid together with the committer's own (RFC 9420 section
 * 12.2): a removal before an update of the same member, the newest update before older ones, and without
 * those that nobody could carry out. So no member's proposal can keep others from committing.
 *
 * @param own the committer's proposals by value, which are not left out.
 */
export function chooseProposals(
  state: GroupState,
  own: readonly ProposalOrRef[],
  psks: PskSource | undefined,
): ChosenProposals {
  const waiting = inOrderOfPreference(state);
  const chosen = largestValid([], waiting, (entries) => isValid(state, [...entries, ...own], psks));
  const taken = new Set(chosen);
  return {
    chosen,
    leftOut: waiting.flatMap((entry) =>
      !taken.has(entry) && entry.kind === 'reference' ? [entry.reference] : [],
    ),
  };
}

function inOrderOfPreference(state: GroupState): ProposalOrRef[] {
  const rank = { remove: 0, update: 1 } as const;
  return [...state.proposals]
    .map(([name, { content }], age) => {
      const kind = content.body.kind === 'proposal' ? content.body.proposal.kind : 'add';
      const isRanked = kind === 'remove' || kind === 'update';
      // Of two updates the newer one stands first.
      return { name, rank: isRanked ? rank[kind] : 2, age: kind === 'update' ? -age : age };
    })
    .sort((a, b) => a.rank - b.rank || a.age - b.age)
    .map(({ name }): ProposalOrRef => ({ kind: 'reference', reference: fromHex(name) }));
}

/** As many of `candidates` as are valid behind `taken`, by halves: few bad ones among many cost few attempts. */
function largestValid(
  taken: readonly ProposalOrRef[],
  candidates: readonly ProposalOrRef[],
  valid: (entries: readonly ProposalOrRef[]) => boolean,
): ProposalOrRef[] {
  if (candidates.length === 0) return [];
  if (valid([...taken, ...candidates])) return [...candidates];
  if (candidates.length === 1) return [];
  const half = candidates.length >>> 1;
  const first = largestValid(taken, candidates.slice(0, half), valid);
  return [...first, ...largestValid([...taken, ...first], candidates.slice(half), valid)];
}

function isValid(state: GroupState, entries: readonly ProposalOrRef[], psks: PskSource | undefined): boolean {
  const { suite, groupId, tree, ownLeaf, context } = state;
  try {
    const sent = resolveProposals(entries, { kind: 'member', leaf: ownLeaf }, state.proposals);
    const list = sortProposals(sent, ownLeaf, tree, suite);
    pskSecret(list.psks, groupPsks(state, psks));
    applyProposals({ suite, groupId, tree, extensions: context.extensions }, list);
    return true;
  } catch (error) {
    if (error instanceof CryptoError) return false;
    throw error;
  }
}
