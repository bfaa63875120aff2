/** How a message is sent, whatever is in it. */
export type SendOptions = {
  /** Names this call: repeated with the same one, it sends once. */
  readonly requestId?: string;
  readonly replyTo?: string | null;
  readonly threadId?: string | null;
  /** Disappears this long after it was read; `null` never. Without it, the conversation's own timer counts. */
  readonly expiresInSeconds?: number | null;
  /** Nobody is alerted. */
  readonly silent?: boolean;
  /** Overrides the preference: 0 leaves at once. */
  readonly undoSeconds?: number;
};
