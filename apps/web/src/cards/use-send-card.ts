import { ClientError, type OutgoingContent } from '@sotto/client';
import { useClient } from '@sotto/react';
import { useState } from 'react';
import type { CardPlace } from './card-kind.ts';
import { cardsText as text } from './text.ts';

export type SendCard = {
  readonly busy: boolean;
  readonly failure: string | null;
  readonly send: (content: OutgoingContent) => void;
};

/** Sends what a form holds; says in words why it was not taken. */
export function useSendCard({ conversationId, threadId }: CardPlace, onSent: () => void): SendCard {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  // A second press after a failure that was none sends nothing twice.
  const [requestId] = useState(() => crypto.randomUUID());
  const send = (content: OutgoingContent) => {
    setBusy(true);
    setFailure(null);
    const options = { requestId, ...(threadId === undefined ? {} : { threadId }) };
    client.sendContent(conversationId, content, options).then(onSent, (error: unknown) => {
      setBusy(false);
      const code = error instanceof ClientError ? error.code : '';
      setFailure(text.refusals[code] ?? text.failed);
    });
  };
  return { busy, failure, send };
}
