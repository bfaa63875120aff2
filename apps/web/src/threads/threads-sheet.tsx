import { clockTime, conversationName, nameList, previewText, useClient, useQuery } from '@sotto/react';
import { MessagesSquare } from 'lucide-react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { threadsWebText as text } from './text.ts';

/** The threads this person follows, in all conversations, the latest reply first. */
export function ThreadsSheet({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const threads = useQuery(client.threads);
  const conversations = useQuery(client.conversations);
  const [, go] = usePlace();
  return (
    <OverlayDialog title={text.listTitle} onClose={onClose} shape="sheet">
      {threads.length === 0 && <EmptyState icon={MessagesSquare} title={text.none} text={text.noneText} />}
      <ul className="scroll grid flex-1 content-start gap-1 px-3 pb-6">
        {threads.map(({ threadId, conversationId, root, people, replies, unread, lastReplyAt }) => {
          const where = conversations.find((row) => row.conversationId === conversationId);
          return (
            <li key={threadId}>
              <button
                type="button"
                className="grid w-full gap-0.5 rounded-xl px-3 py-2.5 text-start hover:bg-hover"
                onClick={() => {
                  onClose();
                  go(places.thread(conversationId, threadId));
                }}
              >
                <span className="flex gap-2 text-[0.8125rem] text-muted">
                  <bdi className="truncate font-semibold text-ink">
                    {where === undefined ? '' : conversationName(where)}
                  </bdi>
                  {lastReplyAt !== null && (
                    <span className="ms-auto flex-none">{clockTime(lastReplyAt)}</span>
                  )}
                </span>
                <span className="truncate text-[0.9375rem]" dir="auto">
                  {previewText(root)}
                </span>
                <span className="flex items-center gap-2 text-[0.8125rem] text-muted">
                  <span className="truncate">
                    {text.replies(replies)}
                    {people.length > 0 && ` · ${nameList(people)}`}
                  </span>
                  {unread > 0 && <span className="sotto-badge ms-auto">{text.fresh(unread)}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </OverlayDialog>
  );
}
