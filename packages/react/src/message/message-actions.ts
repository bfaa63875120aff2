import type { AccountId } from '@sotto/client';

/** What can be done about a message or the person who wrote it. */
export type MessageActions = {
  readonly onRetry: (messageId: string) => void;
  readonly onDiscard: (messageId: string) => void;
  /** Looks at what changed about the other person's safety number. */
  readonly onReview?: (() => void) | undefined;
  /** Shows whom a message has reached. */
  readonly onReceipts?: ((messageId: string) => void) | undefined;
  /** Shows who somebody is. */
  readonly onPerson?: ((accountId: AccountId) => void) | undefined;
};
