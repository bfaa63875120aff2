import { concatBytes, uint32, utf8 } from '../primitives/bytes.ts';
import { sha256 } from '../primitives/hash.ts';

/** One end of a session by name. */
export type SessionAddress = { readonly accountId: string; readonly deviceId: string };

/** Both ends by name, as one of them sees it. */
export type SessionAddresses = { readonly local: SessionAddress; readonly remote: SessionAddress };

/** One end of a handshake: its name and its encoded identity key (33 bytes). */
type HandshakeParty = { readonly address: SessionAddress; readonly identityKey: Uint8Array };

/** The keys a handshake used. */
type HandshakeKeys = {
  /** Encoded, 33 bytes. */
  readonly baseKey: Uint8Array;
  readonly signedPrekeyId: number;
  readonly oneTimePrekeyId: number | undefined;
  readonly kemPrekeyId: number;
};

const label = utf8('sotto/direct-session/1');
const signalMessageVersion = 4;

/**
 * What a first message says of its handshake in the `addresses` field, under the message's own tag
 * (REQ-S1): SHA-256 over the message version, both account ids, device ids and identity keys with their
 * roles, the base key and every prekey id. 32 bytes. The responder computes it from its own names and
 * refuses any other, so a handshake relayed to another account, device or prekey never makes a session.
 *
 * Signal's `addresses` may be absent and is stepped over by releases that do not know it, so the wire stays
 * Signal's.
 */
export function handshakeBinding(
  initiator: HandshakeParty,
  responder: HandshakeParty,
  keys: HandshakeKeys,
): Uint8Array {
  const oneTime = keys.oneTimePrekeyId === undefined ? new Uint8Array() : uint32(keys.oneTimePrekeyId);
  const parts = [
    label,
    uint32(signalMessageVersion),
    ...[initiator, responder].flatMap(({ address, identityKey }) => [
      utf8(address.accountId),
      utf8(address.deviceId),
      identityKey,
    ]),
    keys.baseKey,
    uint32(keys.signedPrekeyId),
    oneTime,
    uint32(keys.kemPrekeyId),
  ];
  return sha256(concatBytes(...parts.flatMap((part) => [uint32(part.length), part])));
}
