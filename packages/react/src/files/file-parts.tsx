import type { FilePart, TimelineMessage } from '@sotto/client';
import { useRef } from 'react';
import { AudioRow } from '../voice/audio-row.tsx';
import { Album } from './album.tsx';
import { ArticleTab, useTabInArticle } from './article-tab.ts';
import { FileRow } from './file-row.tsx';
import { isPicture } from './is-picture.ts';
import { OnceRow } from './once-row.tsx';
import { filesText } from './text.ts';

type FilePartsProps = { readonly message: TimelineMessage; readonly files: readonly FilePart[] };

/** Pictures together, everything else below, each as what it is. */
export function FileParts({ message, files }: FilePartsProps) {
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  const parts = useRef<HTMLDivElement>(null);
  const tab = useTabInArticle(parts);
  return (
    <ArticleTab value={tab}>
      <div className="sotto-files" ref={parts}>
        {pictures.length > 0 && <Album message={message} files={pictures} />}
        {pictures.some(({ noForward }) => noForward) && (
          <p className="sotto-file-line sotto-no-forward">{filesText.noForward}</p>
        )}
        {others.map((file) => (
          <OtherFile key={file.fileId} message={message} file={file} />
        ))}
      </div>
    </ArticleTab>
  );
}

function OtherFile({ message, file }: { readonly message: TimelineMessage; readonly file: FilePart }) {
  if (file.state.kind === 'refused') return <FileRow message={message} file={file} />;
  if (file.viewOnce) return <OnceRow message={message} file={file} />;
  if (file.show === 'audio' || file.show === 'voice') return <AudioRow message={message} file={file} />;
  return <FileRow message={message} file={file} />;
}
