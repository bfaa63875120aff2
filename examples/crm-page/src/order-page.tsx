import type { ConversationId } from '@sotto/client';
import { ConversationList, useClient, useQuery } from '@sotto/react';
import { useState } from 'react';
import { OrderConversation } from './order-conversation.tsx';
import { SignIn } from './sign-in.tsx';

/** A page of a CRM with a conversation in it. */
export function OrderPage() {
  const client = useClient();
  const session = useQuery(client.session);
  const conversations = useQuery(client.conversations);
  const [openId, setOpenId] = useState<ConversationId | null>(null);
  if (session.kind === 'starting') return null;
  if (session.kind === 'signed-out') return <SignIn />;
  const open = conversations.find((one) => one.conversationId === openId);
  return (
    <main className="order-page">
      <aside>
        <h1>Order 4711</h1>
        <ConversationList
          conversations={conversations}
          openId={openId}
          hrefOf={(id) => `#${id}`}
          onOpen={setOpenId}
        />
      </aside>
      {open === undefined ? (
        <p className="order-hint">Choose a conversation.</p>
      ) : (
        <OrderConversation key={open.conversationId} conversation={open} selfId={session.self.accountId} />
      )}
    </main>
  );
}
