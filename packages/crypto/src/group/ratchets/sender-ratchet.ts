import { CryptoError } from '../../primitives/crypto-error.ts';
import { type CipherSuite, hashBytes, nonceBytes } from '../suite/cipher-suite.ts';
import { deriveTreeSecret } from '../suite/labels.ts';

/** A key and nonce for one message. */
export type MessageKey = { readonly key: Uint8Array; readonly nonce: Uint8Array };

/** One sender's chain of message keys (RFC 9420 section 9.1). Immutable. */
export type SenderRatchet = {
  /** The generation `secret` yields next. */
  readonly generation: number;
  /** 32 bytes. */
  readonly secret: Uint8Array;
  /** Keys of messages passed over, oldest first, at most `skippedKeysMax`. */
  readonly skipped: readonly (MessageKey & { readonly generation: number })[];
};

/**
 * How far one message may move a ratchet forward: more costs a hostile sender nothing and the receiver a
 * hash a step; fewer and a member who missed that many messages could not follow.
 */
export const forwardStepsMax = 1024;

/** Keys kept for messages out of order, a sender: each is a message that could be read late. */
export const skippedKeysMax = 256;

export const startRatchet = (secret: Uint8Array): SenderRatchet => ({ generation: 0, secret, skipped: [] });

/** The ratchet one step on, and the key of the step. */
export function stepRatchet(
  suite: CipherSuite,
  ratchet: SenderRatchet,
): { readonly ratchet: SenderRatchet; readonly key: MessageKey; readonly generation: number } {
  const { generation, secret, skipped } = ratchet;
  if (generation > 0xffff_fffe) throw new CryptoError('out-of-range', 'the ratchet is at its end');
  return {
    key: messageKey(suite, secret, generation),
    generation,
    ratchet: {
      generation: generation + 1,
      secret: deriveTreeSecret(secret, 'secret', generation, hashBytes),
      skipped,
    },
  };
}

/**
 * The key of one generation, once (RFC 9420 section 9.1).
 *
 * @throws CryptoError `generation-consumed` when it was taken or is too old, `generation-too-far`.
 */
export function takeGeneration(
  suite: CipherSuite,
  ratchet: SenderRatchet,
  generation: number,
): { readonly ratchet: SenderRatchet; readonly key: MessageKey } {
  if (generation < ratchet.generation) {
    const at = ratchet.skipped.findIndex((key) => key.generation === generation);
    const key = ratchet.skipped[at];
    if (key === undefined) throw new CryptoError('generation-consumed', 'the key of this message is gone');
    return { key, ratchet: { ...ratchet, skipped: ratchet.skipped.toSpliced(at, 1) } };
  }
  if (generation - ratchet.generation > forwardStepsMax)
    throw new CryptoError('generation-too-far', 'too many messages were passed over');
  const passed: SenderRatchet['skipped'][number][] = [];
  let at = ratchet;
  while (at.generation < generation) {
    const step = stepRatchet(suite, at);
    passed.push({ ...step.key, generation: step.generation });
    at = step.ratchet;
  }
  const { key, ratchet: next } = stepRatchet(suite, at);
  if (passed.length === 0) return { key, ratchet: next };
  return { key, ratchet: { ...next, skipped: [...ratchet.skipped, ...passed].slice(-skippedKeysMax) } };
}

function messageKey(suite: CipherSuite, secret: Uint8Array, generation: number): MessageKey {
  return {
    key: deriveTreeSecret(secret, 'key', generation, suite.aead.keyBytes),
    nonce: deriveTreeSecret(secret, 'nonce', generation, nonceBytes),
  };
}
