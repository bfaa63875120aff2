import { bytesEqual } from '../../primitives/bytes.ts';
import type { PskSource } from '../schedule/psk-secret.ts';
import type { GroupState } from '../state/group-state.ts';

/** The group's own resumption keys before whatever the caller holds. */
export function groupPsks(state: GroupState, outside: PskSource | undefined): PskSource {
  return (name) => {
    const isOwn = name.kind === 'resumption' && bytesEqual(name.groupId, state.groupId);
    const held = isOwn ? state.resumptions.find(({ epoch }) => epoch === name.epoch)?.psk : undefined;
    return held ?? outside?.(name);
  };
}
