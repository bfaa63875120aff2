import type { FilePart, TimelineMessage } from '@sotto/client';
import { createContext, use } from 'react';

/** What the application does with files beyond showing them in their message. What it cannot do is left out. */
export type FileHandlers = {
  /** Shows a picture or film large, with the others of its message. */
  readonly onView?: (message: TimelineMessage, fileId: string) => void;
  readonly onSave?: (file: FilePart) => void;
  /** Shows who has downloaded a file of one's own. */
  readonly onAccesses?: (file: FilePart) => void;
};

export const FileHandlersContext = createContext<FileHandlers>({});

export function useFileHandlers(): FileHandlers {
  return use(FileHandlersContext);
}
