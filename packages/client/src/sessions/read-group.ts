import { memberAt } from '@sotto/crypto/group';
import type { ConversationId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import type { Leaf } from '../groups/leaf.ts';
import type { Reader } from '../store/changes.ts';
import { describeGroup, type GroupDescription } from './describe-group.ts';
import { leafOf } from './group-leaves.ts';
import { proposedRemovals } from './prepare-commit.ts';

/** A group as this device holds it, with those who proposed to go and have not gone. */
export type HeldGroup = GroupDescription & { readonly leaving: readonly Leaf[] };

/** `null`: this device holds nothing of it. */
export function readHeldGroup(
  reader: Reader,
  { vault }: Pick<DeviceContext, 'vault'>,
  groupId: ConversationId,
): HeldGroup | null {
  if (!vault.has(reader, groupId)) return null;
  const state = vault.read(reader, groupId);
  const leaving = proposedRemovals(state).flatMap((leaf) => {
    const member = memberAt(state, leaf);
    return (member && leafOf(member)) ?? [];
  });
  return { ...describeGroup(state), leaving };
}
