import type { ConversationId } from '@sotto/client';
import { useEffect, useRef } from 'react';
import { useClient } from '../client/use-client.ts';
import { useQuery } from '../client/use-query.ts';
import { uploadsText } from './text.ts';
import { UploadBubble } from './upload-bubble.tsx';

type PendingUploadsProps = { readonly conversationId: ConversationId; readonly threadId?: string | null };

/** Files of a conversation that are on their way, below its last message, each until it has become one. */
export function PendingUploads({ conversationId, threadId = null }: PendingUploadsProps) {
  const list = useRef<HTMLUListElement>(null);
  const uploads = useQuery(useClient().uploads).filter(
    (upload) => upload.conversationId === conversationId && upload.threadId === threadId,
  );
  const last = uploads.at(-1)?.uploadId;
  useEffect(() => {
    if (last !== undefined) list.current?.lastElementChild?.scrollIntoView?.({ block: 'end' });
  }, [last]);
  if (uploads.length === 0) return null;
  return (
    <ul ref={list} className="sotto-uploads" aria-label={uploadsText.label}>
      {uploads.map((upload) => (
        <li key={upload.uploadId}>
          <UploadBubble upload={upload} />
        </li>
      ))}
    </ul>
  );
}
