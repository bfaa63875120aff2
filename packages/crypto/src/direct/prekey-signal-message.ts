import { bytesField, readProtobuf, varintField } from '../encoding/protobuf-reader.ts';
import { writeProtobuf } from '../encoding/protobuf-writer.ts';
import { curveKeyBytes } from '../primitives/curve-key.ts';
import { kemKeyBytes } from '../primitives/kem-key.ts';
import { messageBytesMax } from './limits.ts';
import { decodeSignalMessage, type SignalMessage, versionByte } from './signal-message.ts';

/**
 * A message that can start a session, version 4; sent until the responder has answered:
 *
 *     44 || { 1 one-time prekey id, 2 base key (33), 3 identity key (33), 4 message, 5 registration id,
 *             6 signed prekey id, 7 KEM prekey id, 8 KEM ciphertext (1569) }
 */
export type PrekeySignalMessage = {
  readonly oneTimePrekeyId: number | undefined;
  /** As they came; decoded and checked before they are used. */
  readonly baseKey: Uint8Array;
  readonly identityKey: Uint8Array;
  readonly message: SignalMessage;
  readonly registrationId: number;
  readonly signedPrekeyId: number;
  readonly kemPrekeyId: number;
  readonly kemCiphertext: Uint8Array;
};

const version = new Uint8Array([versionByte]);
const idMax = 0xff_ff_ff_ff;

/** The bytes of a first message around an encoded `SignalMessage`. */
export function encodePrekeySignalMessage(
  fields: Omit<PrekeySignalMessage, 'message'>,
  message: Uint8Array,
): Uint8Array {
  return writeProtobuf(version)
    .varint(1, fields.oneTimePrekeyId)
    .bytes(2, fields.baseKey)
    .bytes(3, fields.identityKey)
    .bytes(4, message)
    .varint(5, fields.registrationId)
    .varint(6, fields.signedPrekeyId)
    .varint(7, fields.kemPrekeyId)
    .bytes(8, fields.kemCiphertext)
    .finish();
}

/** Reads a first message without believing it. Total: `undefined` for anything that is none. */
export function decodePrekeySignalMessage(bytes: Uint8Array): PrekeySignalMessage | undefined {
  if (bytes.length > messageBytesMax || bytes[0] !== versionByte) return undefined;
  const fields = readProtobuf(bytes.subarray(1));
  if (fields === undefined) return undefined;
  const inner = bytesField(fields, 4);
  const message = inner === undefined ? undefined : decodeSignalMessage(inner);
  const baseKey = bytesField(fields, 2);
  const identityKey = bytesField(fields, 3);
  const kemCiphertext = bytesField(fields, 8);
  const signedPrekeyId = varintField(fields, 6);
  const kemPrekeyId = varintField(fields, 7);
  const oneTimePrekeyId = varintField(fields, 1);
  const registrationId = varintField(fields, 5) ?? 0;
  if (message === undefined || baseKey?.length !== curveKeyBytes || identityKey?.length !== curveKeyBytes)
    return undefined;
  if (kemCiphertext?.length !== kemKeyBytes || signedPrekeyId === undefined || kemPrekeyId === undefined)
    return undefined;
  if ([signedPrekeyId, kemPrekeyId, oneTimePrekeyId ?? 0, registrationId].some((id) => id > idMax))
    return undefined;
  return {
    oneTimePrekeyId,
    baseKey,
    identityKey,
    message,
    registrationId,
    signedPrekeyId,
    kemPrekeyId,
    kemCiphertext,
  };
}
