import { createProposal } from '@sotto/crypto/group';
import type { ConversationId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import type { Changes } from '../store/changes.ts';

/** Proposes that a leaf of one's own goes; another member's next commit carries that out. */
export function proposeLeaving(
  changes: Changes,
  { vault, platform }: Pick<DeviceContext, 'vault' | 'platform'>,
  groupId: ConversationId,
  leaf: number,
): Uint8Array {
  const state = vault.read(changes, groupId);
  const proposed = createProposal(state, { kind: 'remove', leaf }, { random: platform.random });
  vault.write(changes, groupId, proposed.state);
  return proposed.message;
}
