/** What can be done about a message that was not sent. */
export type MessageActions = {
  readonly onRetry: (messageId: string) => void;
  readonly onDiscard: (messageId: string) => void;
  /** Looks at what changed about the other person's safety number. */
  readonly onReview?: (() => void) | undefined;
};
