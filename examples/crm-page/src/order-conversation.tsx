import type { AccountId, ConversationSummary } from '@sotto/client';
import { conversationName, EncryptedMessageComposer, Timeline, useMessages } from '@sotto/react';
import { useState } from 'react';

type OrderConversationProps = { readonly conversation: ConversationSummary; readonly selfId: AccountId };

/** What was said about the order, where one answers, and what the page was told. */
export function OrderConversation({ conversation, selfId }: OrderConversationProps) {
  const { conversationId } = conversation;
  const messages = useMessages(conversationId);
  const [told, setTold] = useState<readonly string[]>([]);
  const tell = (line: string) => setTold((lines) => [line, ...lines].slice(0, 5));
  return (
    <section className="order-conversation">
      <Timeline
        messages={messages}
        name={conversationName(conversation)}
        group={conversation.kind === 'group'}
        selfId={selfId}
      />
      <EncryptedMessageComposer
        conversationId={conversationId}
        userId={selfId}
        {...(conversation.kind === 'direct' ? { participants: [conversation.person.accountId] } : {})}
        onMessageSent={({ messageId }) => tell(`Message ${messageId} is on its way.`)}
        onFileUploaded={({ files }) => tell(`${files.map((file) => file.name).join(', ')} uploaded.`)}
        onVideoCallInitiated={() => tell('The page would begin a call now.')}
      />
      <ul className="order-log" aria-label="What the page was told">
        {told.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
