import type { ConversationId, MessageId } from '@sotto/protocol';
import type { OutgoingContent } from '../api/rich-message.ts';
import type { SendOptions } from '../api/send-options.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { ignoreClosed } from '../platform/later.ts';
import { sendContent } from './send-content.ts';

/** Takes in what is written. */
export type MessageIntake = (
  conversationId: ConversationId,
  content: OutgoingContent,
  options?: SendOptions,
) => Promise<{ messageId: MessageId }>;

/** As many as one transaction takes in: a second's work for a fast writer, a blink for the rest. */
const batchMax = 256;

type Waiting = {
  readonly take: () => { messageId: MessageId };
  resolve(taken: { messageId: MessageId }): void;
  reject(error: unknown): void;
};

/**
 * Texts that are written in one turn share one durable transaction: a disk answers a few hundred times a
 * second, a script writes faster. Each is still taken or refused by itself.
 */
export function messageIntake(context: DeviceContext): MessageIntake {
  const { database } = context;
  const waiting: Waiting[] = [];

  function takeAll(): void {
    const batch = waiting.splice(0, batchMax);
    const settle: (() => void)[] = [];
    try {
      database.commit(() => {
        for (const one of batch) {
          try {
            const taken = one.take();
            settle.push(() => one.resolve(taken));
          } catch (error) {
            // A text that is refused was not written at all; anything else undoes the whole.
            if (!(error instanceof ClientError) || error.code === 'closed') throw error;
            settle.push(() => one.reject(error));
          }
        }
      });
    } catch (error) {
      // Nothing of it is durable, so none of it was taken.
      for (const one of batch) one.reject(error);
      return;
    }
    for (const tell of settle) tell();
    if (waiting.length > 0) soon();
  }

  function soon(): void {
    context.platform.timer(0, () => {
      try {
        takeAll();
      } catch (error) {
        ignoreClosed(error);
      }
    });
  }

  return (conversationId, content, options) =>
    new Promise((resolve, reject) => {
      waiting.push({ take: () => sendContent(context, conversationId, content, options), resolve, reject });
      if (waiting.length === 1) soon();
    });
}
