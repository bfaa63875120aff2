import type { AccountId } from '@sotto/protocol';
import type { GroupContextContent } from '@sotto/protocol/content';
import type { Leaf } from './leaf.ts';

/**
 * A commit whose cryptography holds, in terms of people and devices: what there is to decide before it
 * counts. A leaf whose name cannot be read is `null`, and never allowed.
 */
export type StagedChange = {
  /** Who made the commit; `null`: somebody joins by it. */
  readonly committer: Leaf | null;
  /** The committer as it is afterwards, the joiner of an external commit. */
  readonly committerAfter: Leaf | null;
  readonly steps: readonly ChangeStep[];
  /** The committer's keys are fresh. */
  readonly hasPath: boolean;
  /** Leaves whose own keys changed, as they were and as they are. */
  readonly updated: readonly { readonly before: Leaf | null; readonly after: Leaf | null }[];
  readonly leavesBefore: readonly (Leaf | null)[];
  readonly leavesAfter: readonly (Leaf | null)[];
  readonly contextBefore: GroupContextContent;
  /** `null`: it cannot be read, or something beside it changed. */
  readonly contextAfter: GroupContextContent | null;
  readonly authenticatedData: Uint8Array;
};

/** One proposal, and on whose authority: of whoever proposed it, not of whoever commits it. */
export type ChangeStep = { readonly by: AccountId | null } & (
  | { readonly kind: 'add'; readonly leaf: Leaf | null }
  | { readonly kind: 'remove'; readonly leaf: Leaf | null }
  | { readonly kind: 'update' }
  | { readonly kind: 'context' }
  | { readonly kind: 'external-init' }
  /** What no group here does: pre-shared keys, starting over. */
  | { readonly kind: 'other' }
);
