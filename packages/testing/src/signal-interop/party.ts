import type { PrekeyBundle } from '@sotto/crypto/identity';

/** A message on its way, with what Signal's library has to be told about it. */
export type Sent = { readonly kind: 'prekey' | 'message'; readonly bytes: Uint8Array };

/** One device in a conversation of two, whoever implements it. */
export type Party = {
  readonly name: string;
  /** Fresh prekeys, as a server would hand them out. */
  offer(options: { oneTimePrekey: boolean }): PrekeyBundle;
  /** Starts a session with the peer who made this bundle. */
  initiate(bundle: PrekeyBundle): Promise<void>;
  send(plaintext: Uint8Array): Promise<Sent>;
  /** The plaintext, or `undefined` for a message that was received before. Throws what cannot be read. */
  receive(sent: Sent): Promise<Uint8Array | undefined>;
};
