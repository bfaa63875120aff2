import type { AccountId, TimelineMessage } from '@sotto/client';
import type { MessageCommand } from './message-commands.ts';

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
  /** Leads to the message that was answered. */
  readonly onJump?: ((messageId: string) => void) | undefined;
  /** Opens the thread that began with a message. */
  readonly onThread?: ((messageId: string) => void) | undefined;
  /** Shows what a message said before. */
  readonly onVersions?: ((messageId: string) => void) | undefined;
  readonly onUndo?: ((message: TimelineMessage) => void) | undefined;
  /** Puts one's reaction on a message, or takes it off. */
  readonly onReact?: ((message: TimelineMessage, emoji: string) => void) | undefined;
  /** Opens what belongs to a message beside this element. */
  readonly onOpen?:
    | ((message: TimelineMessage, what: 'menu' | 'emoji', anchor: HTMLElement) => void)
    | undefined;
  readonly onCommand?: ((message: TimelineMessage, command: MessageCommand) => void) | undefined;
};
