import { decryptAesCbc } from '../primitives/aes.ts';
import { constantTimeEqual, wipe } from '../primitives/bytes.ts';
import { CryptoError } from '../primitives/crypto-error.ts';
import { decodeCurveKey } from '../primitives/curve-key.ts';
import type { Random } from '../primitives/random.ts';
import { generateX25519 } from '../primitives/x25519.ts';
import { receivingChainsMax } from './limits.ts';
import { deriveMessageKeys, type MessageKeys } from './message-keys.ts';
import type { PostQuantumRatchet } from './post-quantum-ratchet.ts';
import { stepReceivingChain } from './receiving-chain.ts';
import { nextRootKey } from './root-key.ts';
import type { ReceivingChain, SessionState } from './session-state.ts';
import { hasValidTag, type SignalMessage } from './signal-message.ts';

export type SessionDecryption =
  | {
      readonly kind: 'plaintext';
      readonly state: SessionState;
      readonly plaintext: Uint8Array;
      /** The newest of its chain so far: the peer sends on this session now. */
      readonly advances: boolean;
    }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'refused'; readonly reason: SessionRefusal };

export type SessionRefusal = 'too-far' | 'weak-key' | 'authentication-failed' | 'wrong-addresses';

/**
 * Decrypt one message on one session. Double Ratchet, RatchetDecrypt. Pure: the given state is never
 * changed, and nothing of a message that fails its tag is kept (REQ-S6).
 */
export function decryptOnSession(
  state: SessionState,
  message: SignalMessage,
  random: Random,
  postQuantumRatchet: PostQuantumRatchet,
): SessionDecryption {
  let found: FoundChain;
  try {
    found = chainOf(state, decodeCurveKey(message.ratchetKey));
  } catch (error) {
    if (error instanceof CryptoError) return { kind: 'refused', reason: 'weak-key' };
    throw error;
  }
  const step = stepReceivingChain(found.chain, message.counter);
  if (step.kind === 'duplicate') return step;
  if (step.kind === 'too-far') return { kind: 'refused', reason: 'too-far' };
  const postQuantum = postQuantumRatchet.receive(state.postQuantum, message.postQuantum);
  if (postQuantum === undefined) return { kind: 'refused', reason: 'authentication-failed' };
  const keys = deriveMessageKeys(step.seed, postQuantum.key);
  const plaintext = openWith(keys, message, state);
  wipe(keys.cipherKey, keys.macKey, keys.iv);
  if (plaintext === undefined) return { kind: 'refused', reason: 'authentication-failed' };
  if (namesOthers(message, state)) return { kind: 'refused', reason: 'wrong-addresses' };
  const turned = found.rootKey === undefined ? state : turn(state, found.chain, found.rootKey, random);
  const receiving = turned.receiving.map((chain) => (chain === found.chain ? step.chain : chain));
  return {
    kind: 'plaintext',
    state: { ...turned, receiving, pending: undefined, postQuantum: postQuantum.state },
    plaintext,
    advances: step.chain.index > found.chain.index,
  };
}

/** The plaintext, once the tag over identities and message holds; nothing is decrypted before. */
function openWith(keys: MessageKeys, message: SignalMessage, state: SessionState): Uint8Array | undefined {
  const parties = { sender: state.remoteIdentity, receiver: state.localIdentity };
  if (!hasValidTag(message, keys.macKey, parties)) return undefined;
  try {
    return decryptAesCbc(keys.cipherKey, keys.iv, message.ciphertext);
  } catch {
    return undefined;
  }
}

/** Whether a first message was written for a handshake between others, or with other prekeys (REQ-S1). */
function namesOthers({ addresses }: SignalMessage, { binding }: SessionState): boolean {
  return addresses !== undefined && binding.length > 0 && !constantTimeEqual(addresses, binding);
}

/** A receiving chain; for a ratchet key not seen before with the root key after it. */
type FoundChain = { readonly chain: ReceivingChain; readonly rootKey: Uint8Array | undefined };

/** The chain of a ratchet key. For a new one, the receiving half of Double Ratchet, DHRatchet. */
function chainOf(state: SessionState, ratchetKey: Uint8Array): FoundChain {
  const known = state.receiving.find((chain) => constantTimeEqual(chain.ratchetKey, ratchetKey));
  if (known !== undefined) return { chain: known, rootKey: undefined };
  const { rootKey, chainKey } = nextRootKey(state.rootKey, state.sending.ratchet.privateKey, ratchetKey);
  return { chain: { ratchetKey, chainKey, index: 0, skipped: [] }, rootKey };
}

/**
 * The sending half of DHRatchet, taken only once a message has held its tag: a forged one costs one
 * agreement a session. What is announced as previous counter is the last one used, as Signal's library
 * does; it stands for nothing here, since older chains are kept until five have come after them.
 */
function turn(
  state: SessionState,
  chain: ReceivingChain,
  receivedRootKey: Uint8Array,
  random: Random,
): SessionState {
  const ratchet = generateX25519(random);
  const { rootKey, chainKey } = nextRootKey(receivedRootKey, ratchet.privateKey, chain.ratchetKey);
  return {
    ...state,
    rootKey,
    sending: { ratchet, chainKey, index: 0 },
    previousCounter: Math.max(state.sending.index - 1, 0),
    receiving: [...state.receiving, chain].slice(-receivingChainsMax),
  };
}
