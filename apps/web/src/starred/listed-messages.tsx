import type { ListedMessage } from '@sotto/client';
import { conversationName, fullTime, previewText, safeName, useClient, useQuery } from '@sotto/react';
import type { ReactNode } from 'react';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { starredText as text } from './text.ts';

type ListedMessagesProps = {
  readonly messages: readonly ListedMessage[];
  readonly onClose: () => void;
  /** What else can be done with each. */
  readonly action: (message: ListedMessage) => ReactNode;
};

/** Messages in a list of their own: each leads to where it stands. */
export function ListedMessages({ messages, onClose, action }: ListedMessagesProps) {
  const conversations = useQuery(useClient().conversations);
  const [, go] = usePlace();
  const open = ({ conversationId, threadId, messageId }: ListedMessage) => {
    onClose();
    go(
      threadId === null ? places.message(conversationId, messageId) : places.thread(conversationId, threadId),
    );
  };
  return (
    <ul className="scroll grid flex-1 content-start gap-1 px-3 pb-6">
      {messages.map((message) => {
        const where = conversations.find((row) => row.conversationId === message.conversationId);
        return (
          <li key={message.messageId} className="flex items-center gap-1 rounded-xl hover:bg-hover">
            <button
              type="button"
              className="grid min-w-0 flex-1 gap-0.5 rounded-xl px-3 py-2.5 text-start"
              onClick={() => open(message)}
            >
              <span className="flex gap-2 text-[0.8125rem] text-muted">
                <span className="truncate">
                  <bdi className="font-semibold text-ink">
                    {message.sender.self ? text.you : safeName(message.sender.name)}
                  </bdi>
                  {where !== undefined && (
                    <>
                      {' '}
                      · <bdi>{conversationName(where)}</bdi>
                    </>
                  )}
                </span>
                <time className="ms-auto flex-none" dateTime={new Date(message.at).toISOString()}>
                  {fullTime(message.at)}
                </time>
              </span>
              <span className="line-clamp-2 text-[0.9375rem] wrap-anywhere" dir="auto">
                {previewText(message.preview)}
              </span>
            </button>
            {action(message)}
          </li>
        );
      })}
    </ul>
  );
}
