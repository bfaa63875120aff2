import { type CreatedCommit, createCommit, exportGroupInfo, type GroupState } from '@sotto/crypto/group';
import type { ConversationId } from '@sotto/protocol';
import type { GroupContextContent } from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import type { Changes } from '../store/changes.ts';
import { describeGroup, exportRejoinKey, type GroupDescription } from './describe-group.ts';
import { contextExtensions, rejoinKeyExtension } from './group-extensions.ts';
import { sealGroupInfo } from './rejoin-key.ts';

/** What a commit is to do, beside what was proposed and waits. */
export type CommitOrder = {
  readonly keyPackages: readonly Uint8Array[];
  readonly removeLeaves: readonly number[];
  /** What the group is to say of itself; `null`: what it says. */
  readonly context: GroupContextContent | null;
};

export type PreparedCommit = {
  readonly before: GroupDescription;
  readonly after: GroupDescription;
  readonly commit: Uint8Array;
  readonly welcome: Uint8Array | null;
  /** Sealed, of the epoch after it. */
  readonly groupInfo: Uint8Array;
  /** Whether somebody goes, so that the rejoin key is another after it. */
  readonly removes: boolean;
};

/**
 * Makes a commit. The state it was made in, its own ratchet moved, and the state after it are stored with
 * the changes; nothing of the group has changed until the second is adopted.
 *
 * @throws CryptoError for a key package that cannot be added.
 */
export function prepareCommit(
  changes: Changes,
  { platform, vault }: Pick<DeviceContext, 'platform' | 'vault'>,
  groupId: ConversationId,
  order: CommitOrder,
  rejoinKey: Uint8Array,
): PreparedCommit {
  const state = vault.read(changes, groupId);
  const before = describeGroup(state);
  const proposed = proposedRemovals(state);
  const removeLeaves = order.removeLeaves.filter((leaf) => !proposed.includes(leaf));
  const removes = removeLeaves.length + proposed.length > 0;
  const keyAfter = (next: GroupState) => (removes ? exportRejoinKey(next) : rejoinKey);
  const created: CreatedCommit = createCommit(state, {
    proposals: [
      ...removeLeaves.map((leaf) => ({ kind: 'remove', leaf }) as const),
      ...order.keyPackages.map((keyPackage) => ({ kind: 'add', keyPackage }) as const),
      ...(order.context === null
        ? []
        : [{ kind: 'group-context', extensions: contextExtensions(order.context) } as const]),
    ],
    authenticatedData: before.transcript,
    welcomeExtensions: (next) => [rejoinKeyExtension(keyAfter(next))],
    random: platform.random,
  });
  vault.write(changes, groupId, created.state);
  vault.setNext(changes, groupId, created.next);
  const after = describeGroup(created.next);
  const { random } = platform;
  const groupInfo = exportGroupInfo(created.next);
  return {
    before,
    after,
    commit: created.commit,
    welcome: created.welcome ?? null,
    groupInfo: sealGroupInfo(keyAfter(created.next), groupId, after.epoch, groupInfo, random),
    removes,
  };
}

/** Leaves that somebody proposed to remove in this epoch and no commit has removed yet. */
export function proposedRemovals(state: GroupState): number[] {
  return [...state.proposals.values()].flatMap(({ content: { body } }) =>
    body.kind === 'proposal' && body.proposal.kind === 'remove' ? [body.proposal.leaf] : [],
  );
}
