import type { Upload } from '@sotto/client';
import { useEffect, useRef } from 'react';
import { uploadsText } from './text.ts';
import { UploadBubble } from './upload-bubble.tsx';

/** One below the other; the newest is in view when it begins. */
export function UploadList({ uploads }: { readonly uploads: readonly Upload[] }) {
  const list = useRef<HTMLUListElement>(null);
  const last = uploads.at(-1)?.uploadId;
  useEffect(() => {
    if (last !== undefined) list.current?.lastElementChild?.scrollIntoView?.({ block: 'end' });
  }, [last]);
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
