import { createGroup, exportGroupInfo } from '@sotto/crypto/group';
import { type ConversationId, uuidToBytes } from '@sotto/protocol';
import type { GroupContextContent } from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { describeGroup, exportRejoinKey, type GroupDescription } from './describe-group.ts';
import { contextExtensions } from './group-extensions.ts';
import { ownLeafIdentity } from './group-leaves.ts';
import type { GroupSuite } from './make-key-package.ts';
import { sealGroupInfo } from './rejoin-key.ts';

type Context = Pick<DeviceContext, 'self' | 'platform' | 'vault'>;

/** Makes a group with this device in it. Nobody else has to be asked. */
export function beginGroup(
  changes: Changes,
  { self, platform, vault }: Context,
  groupId: ConversationId,
  suite: GroupSuite,
  context: GroupContextContent,
): { readonly description: GroupDescription; readonly rejoinKey: Uint8Array } {
  const state = createGroup({
    suite,
    groupId: uuidToBytes(groupId),
    identity: ownLeafIdentity(self),
    extensions: contextExtensions(context),
    random: platform.random,
  });
  vault.write(changes, groupId, state);
  return { description: describeGroup(state), rejoinKey: exportRejoinKey(state) };
}

/** The GroupInfo of the epoch of now, sealed for the server to keep. */
export function sealedGroupInfo(
  reader: Reader,
  { platform, vault }: Context,
  groupId: ConversationId,
  rejoinKey: Uint8Array,
): Uint8Array {
  const state = vault.read(reader, groupId);
  const groupInfo = exportGroupInfo(state);
  return sealGroupInfo(rejoinKey, groupId, Number(state.epoch), groupInfo, platform.random);
}
