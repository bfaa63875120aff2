import type { Random } from '../primitives/random.ts';
import { wireFormats } from './framing/authenticated-content.ts';
import { ownContent, sealContent, signOwnContent } from './framing/seal-content.ts';
import type { GroupState } from './state/group-state.ts';

/**
 * An application message (RFC 9420 section 15): signed, sealed under the next key of the own ratchet. The state
 * must be stored before the bytes are sent, or a crash could use the key twice.
 *
 * @param plaintext any length. @param options.authenticatedData readable by the server, authenticated.
 * @param options.paddingBytes zeros added to what is sealed.
 */
export function encryptMessage(
  state: GroupState,
  plaintext: Uint8Array,
  options: {
    readonly authenticatedData?: Uint8Array;
    readonly paddingBytes?: number;
    readonly random: Random;
  },
): { readonly state: GroupState; readonly message: Uint8Array } {
  const body = { kind: 'application', data: plaintext } as const;
  const content = ownContent(state, body, options.authenticatedData ?? new Uint8Array());
  const message = { ...signOwnContent(state, wireFormats.private, content), confirmationTag: undefined };
  return sealContent(state, message, options.random, options.paddingBytes);
}
