import type { ConversationId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import type { Changes } from '../store/changes.ts';
import { describeGroup, exportRejoinKey, type GroupDescription } from './describe-group.ts';

/** Makes the state after this device's own commit the group's: the server took the commit. */
export function adoptPending(
  changes: Changes,
  { vault }: Pick<DeviceContext, 'vault'>,
  groupId: ConversationId,
): { readonly before: GroupDescription; readonly after: GroupDescription; readonly rejoinKey: Uint8Array } {
  const before = describeGroup(vault.read(changes, groupId));
  const next = vault.readNext(changes, groupId);
  vault.write(changes, groupId, next);
  return { before, after: describeGroup(next), rejoinKey: exportRejoinKey(next) };
}
