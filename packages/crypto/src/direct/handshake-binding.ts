import { concatBytes, uint32, utf8 } from '../primitives/bytes.ts';
import { sha256 } from '../primitives/hash.ts';

/** One end of a session by name. */
export type SessionAddress = { readonly accountId: string; readonly deviceId: string };

/** Which prekeys a handshake used. */
export type HandshakePrekeys = {
  readonly signedPrekeyId: number;
  readonly oneTimePrekeyId: number | undefined;
  readonly kemPrekeyId: number;
};

const label = utf8('Sotto direct session 1');

/**
 * What every message of a session is authenticated with besides both identity keys (REQ-S1): both account
 * and device ids with their roles, the protocol version (in the label) and every prekey id. 32 bytes;
 * both ends compute it, nothing travels.
 */
export function handshakeBinding(
  initiator: SessionAddress,
  responder: SessionAddress,
  prekeys: HandshakePrekeys,
): Uint8Array {
  const parts = [initiator.accountId, initiator.deviceId, responder.accountId, responder.deviceId].map(
    (text) => {
      const bytes = utf8(text);
      return concatBytes(uint32(bytes.length), bytes);
    },
  );
  const oneTime =
    prekeys.oneTimePrekeyId === undefined
      ? new Uint8Array([0])
      : concatBytes(new Uint8Array([1]), uint32(prekeys.oneTimePrekeyId));
  return sha256(
    concatBytes(label, ...parts, uint32(prekeys.signedPrekeyId), oneTime, uint32(prekeys.kemPrekeyId)),
  );
}
