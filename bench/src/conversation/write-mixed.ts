import type { ConversationId, LocalClient } from '@sotto/client';

const emoji = ['👍', '❤️', '🎉'];
/** Further back nothing is answered, edited or voted on. */
const reach = 40;
/** So many wait for the server at most. */
const ahead = 500;

/** Who writes: what one does, and where it goes. */
export type Writer = { readonly client: LocalClient; readonly conversationId: ConversationId };

/**
 * Half of it texts, some of them answers; the other half polls, votes, reactions, edits and threads, each
 * about something recent. In the order of a real conversation, as fast as the server takes it.
 */
export async function writeMixed(writer: Writer, count: number): Promise<void> {
  const { client, conversationId } = writer;
  const texts: string[] = [];
  const polls: string[] = [];
  const recent = (of: readonly string[], i: number) => of[Math.max(0, of.length - 1 - (i % reach))];
  for (let i = 0; i < count; i++) {
    const target = recent(texts, i * 7);
    const poll = recent(polls, i);
    const step = target === undefined ? 0 : i % 10;
    if (step === 5) {
      const sent = await client.sendContent(conversationId, {
        kind: 'poll',
        question: `Question ${i}`,
        options: ['Monday', 'Tuesday', 'never'],
        choicesMax: 1,
        closesAt: null,
      });
      polls.push(sent.messageId);
    } else if (step === 6) await client.react(target as string, emoji[i % emoji.length] as string, true);
    else if (step === 7) await client.editMessage(target as string, `message ${i}, said better`);
    else if (step === 8)
      await client.sendMessage(conversationId, `beside it ${i}`, { threadId: target as string });
    else if (step === 9 && poll !== undefined) await client.vote(poll, [i % 3]);
    else {
      const options = step === 1 ? { replyTo: target as string } : {};
      const sent = await client.sendMessage(conversationId, `message ${i} with some words in it`, options);
      texts.push(sent.messageId);
    }
    if (i % ahead === 0) await newestLeft(writer);
  }
  await client.sendMessage(conversationId, lastWords);
  await newestLeft(writer);
}

export const lastWords = 'that was all';

/** Until the server has the newest of what was written. */
async function newestLeft({ client, conversationId }: Writer): Promise<void> {
  const isWaiting = () =>
    client.conversations.current.find((row) => row.conversationId === conversationId)?.lastMessage?.state ===
    'waiting';
  while (isWaiting()) await new Promise((resolve) => setTimeout(resolve, 20));
}
