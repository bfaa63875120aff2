import { type GroupState, memberAt, members, type StagedCommit } from '@sotto/crypto/group';
import type { AccountId } from '@sotto/protocol';
import type { Leaf } from '../groups/leaf.ts';
import type { ChangeStep, StagedChange } from '../groups/staged-change.ts';
import { readContext } from './group-extensions.ts';
import { leafOf } from './group-leaves.ts';

/**
 * A staged commit in terms of people and devices. A context that this version cannot read in the state
 * before is impossible: a group of that kind is not joined.
 */
export function stagedChange(before: GroupState, staged: StagedCommit): StagedChange {
  const contextBefore = readContext(staged.extensionsBefore);
  if (contextBefore === null) throw new TypeError('a group without a context');
  const isSame = staged.extensionsBefore === staged.extensionsAfter;
  const committer = staged.committer === 'external' ? null : memberAt(before, staged.committer);
  const removed = new Set(staged.removed.map(({ leaf }) => leaf));
  const added = staged.added.map(leafOf);
  const leavesBefore = members(before).map(leafOf);
  const joiner =
    staged.committer === 'external' ? [staged.committerAfter && leafOf(staged.committerAfter)] : [];
  return {
    committer: committer === null || committer === undefined ? null : leafOf(committer),
    committerAfter: staged.committerAfter === undefined ? null : leafOf(staged.committerAfter),
    steps: stepsOf(before, staged, added),
    hasPath: staged.updated.some(({ leaf }) => leaf === staged.committer),
    // Whoever joins by the commit was nobody before.
    updated: staged.updated
      .filter(({ leaf }) => !isJoiner(staged, leaf))
      .map((member) => {
        const was = memberAt(before, member.leaf);
        return { before: was === undefined ? null : leafOf(was), after: leafOf(member) };
      }),
    leavesBefore,
    leavesAfter: [
      ...leavesBefore.filter((leaf) => leaf === null || !removed.has(leaf.leaf)),
      ...added,
      ...joiner.map((leaf) => leaf ?? null),
    ],
    contextBefore,
    contextAfter: isSame ? contextBefore : readContext(staged.extensionsAfter),
    authenticatedData: staged.authenticatedData,
  };
}

function isJoiner(staged: StagedCommit, leaf: number): boolean {
  return staged.committer === 'external' && staged.committerAfter?.leaf === leaf;
}

function stepsOf(before: GroupState, staged: StagedCommit, added: readonly (Leaf | null)[]): ChangeStep[] {
  let adds = 0;
  return staged.proposals.map(({ proposal, sender }): ChangeStep => {
    const by = sender.kind === 'member' ? accountAt(before, sender.leaf) : null;
    switch (proposal.kind) {
      case 'add':
        // Those added stand in the order of their proposals.
        return { by, kind: 'add', leaf: added[adds++] ?? null };
      case 'remove': {
        const member = memberAt(before, proposal.leaf);
        return { by, kind: 'remove', leaf: member === undefined ? null : leafOf(member) };
      }
      case 'update':
        return { by, kind: 'update' };
      case 'group-context':
        return { by, kind: 'context' };
      case 'external-init':
        return { by, kind: 'external-init' };
      default:
        return { by, kind: 'other' };
    }
  });
}

function accountAt(state: GroupState, leaf: number): AccountId | null {
  const member = memberAt(state, leaf);
  return (member && leafOf(member)?.accountId) ?? null;
}
