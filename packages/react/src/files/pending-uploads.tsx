import type { ConversationId } from '@sotto/client';
import { lazy, Suspense } from 'react';
import { useClient } from '../client/use-client.ts';
import { useQuery } from '../client/use-query.ts';

const UploadList = lazy(async () => ({ default: (await import('./upload-list.tsx')).UploadList }));

type PendingUploadsProps = { readonly conversationId: ConversationId; readonly threadId?: string | null };

/** Files of a conversation that are on their way, below its last message, each until it has become one. */
export function PendingUploads({ conversationId, threadId = null }: PendingUploadsProps) {
  const uploads = useQuery(useClient().uploads).filter(
    (upload) => upload.conversationId === conversationId && upload.threadId === threadId,
  );
  if (uploads.length === 0) return null;
  return (
    <Suspense>
      <UploadList uploads={uploads} />
    </Suspense>
  );
}
