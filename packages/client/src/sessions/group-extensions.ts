import { type Extension, extensionTypes, findExtension } from '@sotto/crypto/group';
import { decodeGroupContext, encodeGroupContext, type GroupContextContent } from '@sotto/protocol/content';

/** The extensions of a group's context: what it says of itself, and nothing else. */
export function contextExtensions(context: GroupContextContent): Extension[] {
  return [{ type: extensionTypes.sottoGroup, data: encodeGroupContext(context) }];
}

/** What a group says of itself; `null` when it is of another form or there is something beside it. */
export function readContext(extensions: readonly Extension[]): GroupContextContent | null {
  const data = findExtension(extensions, extensionTypes.sottoGroup);
  if (data === undefined || extensions.length !== 1) return null;
  const decoded = decodeGroupContext(data);
  return decoded.kind === 'context' ? decoded.context : null;
}

/** The rejoin key inside a Welcome's GroupInfo. */
export function rejoinKeyExtension(key: Uint8Array): Extension {
  return { type: extensionTypes.sottoRejoinKey, data: key };
}

export function readRejoinKey(extensions: readonly Extension[]): Uint8Array | null {
  const data = findExtension(extensions, extensionTypes.sottoRejoinKey);
  return data?.length === 32 ? data : null;
}
