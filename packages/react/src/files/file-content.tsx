import type { FilePart, TimelineMessage } from '@sotto/client';
import { lazy, Suspense } from 'react';
import { albumLayout } from './album-layout.ts';
import { isPicture } from './is-picture.ts';

const FileParts = lazy(async () => ({ default: (await import('./file-parts.tsx')).FileParts }));

/** The files of a message. What shows them is fetched with the first file; their places are kept until then. */
export function FileContent({ message }: { readonly message: TimelineMessage }) {
  const files = message.parts.filter((part): part is FilePart => part.kind === 'file');
  if (files.length === 0) return null;
  return (
    <Suspense fallback={<Room files={files} />}>
      <FileParts message={message} files={files} />
    </Suspense>
  );
}

function Room({ files }: { readonly files: readonly FilePart[] }) {
  const pictures = files.filter(isPicture);
  const { aspect, widthPx } = albumLayout(pictures.map(({ size }) => size));
  return (
    <div className="sotto-files" aria-busy="true">
      {pictures.length > 0 && (
        <div className="sotto-album" style={{ aspectRatio: aspect, inlineSize: widthPx }} />
      )}
      {files.length > pictures.length && (
        <div
          className="sotto-files-room"
          style={{ blockSize: `${(files.length - pictures.length) * 3.5}rem` }}
        />
      )}
    </div>
  );
}
