import type { ConversationId, FilePart, TimelineMessage } from '@sotto/client';
import { ConversationOfFiles, type FileHandlers, FileHandlersContext, useClient } from '@sotto/react';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useOverlay } from '../overlay/overlay-state.ts';
import { useFileDrop } from './use-file-drop.ts';

const DropVeil = lazy(async () => ({ default: (await import('./drop-veil.tsx')).DropVeil }));

type ConversationFilesProps = {
  readonly conversationId: ConversationId;
  /** Whether one may write here. */
  readonly sending: boolean;
  readonly children: ReactNode;
};

/** Gives what is below it everything that can be done with files of a conversation, and takes dropped ones. */
export function ConversationFiles({ conversationId, sending, children }: ConversationFilesProps) {
  const client = useClient();
  const { show } = useOverlay();
  const [notice, setNotice] = useState<string | null>(null);
  const dragging = useFileDrop(sending, (files) => show({ kind: 'send-files', conversationId, files }));

  const handlers = useMemo<FileHandlers>(
    () => ({
      onView: (message: TimelineMessage, fileId: string) =>
        show({ kind: 'viewer', conversationId, message, fileId }),
      onSave: async (file: FilePart) => {
        const { saveFile } = await import('./save-file.ts');
        const saved = await saveFile(client, file);
        setNotice(saved.kind === 'failed' ? saved.reason : null);
      },
      onAccesses: ({ fileId, name }: FilePart) => show({ kind: 'file-accesses', fileId, name }),
    }),
    [client, conversationId, show],
  );

  useEffect(() => {
    if (notice === null) return;
    const timeout = setTimeout(() => setNotice(null), 8000);
    return () => clearTimeout(timeout);
  }, [notice]);

  return (
    <ConversationOfFiles value={conversationId}>
      <FileHandlersContext value={handlers}>
        {children}
        {dragging && (
          <Suspense>
            <DropVeil />
          </Suspense>
        )}
        <p
          role="alert"
          className="fixed inset-x-0 bottom-24 z-10 mx-auto w-fit max-w-[90vw] rounded-xl bg-danger-soft px-4 py-2.5 text-sm text-danger shadow-l empty:hidden"
        >
          {notice}
        </p>
      </FileHandlersContext>
    </ConversationOfFiles>
  );
}
