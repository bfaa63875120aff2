import type { SendFrame } from '@sotto/protocol/socket';
import { decodePrekeySignalMessage } from '../../../crypto/src/direct/prekey-signal-message.ts';
import { decodeSignalMessage } from '../../../crypto/src/direct/signal-message.ts';

/**
 * Names every message key that encrypted two different ciphertexts (REQ-S7): the same ratchet key and
 * counter with other bytes behind them. The same bytes sent again are a repetition, which is allowed.
 */
export function reusedKeys(sent: readonly (readonly SendFrame[])[]): string[] {
  const seen = new Map<string, string>();
  const reused: string[] = [];
  for (const frame of sent.flat()) {
    for (const { ciphertext } of frame.recipients.flatMap((recipient) => recipient.envelopes)) {
      const message = decodeSignalMessage(ciphertext) ?? decodePrekeySignalMessage(ciphertext)?.message;
      if (message === undefined) throw new Error('a ciphertext that is no message');
      const key = `${Buffer.from(message.ratchetKey).toString('hex')} ${message.counter}`;
      const bytes = Buffer.from(message.ciphertext).toString('base64');
      const before = seen.get(key);
      if (before !== undefined && before !== bytes) reused.push(key);
      seen.set(key, bytes);
    }
  }
  return reused;
}
