import type { FilePart, OpenedFile } from '@sotto/client';
import { mayBeDrawn, useClient } from '@sotto/react';
import { Eye } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { viewerText } from './text.ts';

/** Asked first: it opens once. What was opened is in this page alone, and goes with it. */
export function OnceView({ file }: { readonly file: FilePart }) {
  const client = useClient();
  const [opened, setOpened] = useState<{ show: OpenedFile['show']; url: string } | 'failed' | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (opened === null || opened === 'failed') return;
    return () => URL.revokeObjectURL(opened.url);
  }, [opened]);

  const open = async () => {
    setBusy(true);
    try {
      const { bytes, mediaType, show } = await client.openFile(file.fileId);
      if (show === 'image' && !mayBeDrawn(bytes)) return setOpened('failed');
      const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType });
      setOpened({ show, url: URL.createObjectURL(blob) });
    } catch {
      setOpened('failed');
    }
  };

  if (opened === null) {
    return (
      <div className="grid max-w-sm justify-items-center gap-4 p-6 text-center">
        <Eye className="size-10" aria-hidden="true" />
        <p className="text-lg font-semibold">
          {viewerText.onceAsk(file.show === 'video' ? 'video' : 'photo')}
        </p>
        <p className="text-sm opacity-80">{viewerText.once}</p>
        <Button busy={busy} onClick={() => void open()}>
          {viewerText.onceOpen}
        </Button>
      </div>
    );
  }
  if (opened === 'failed') return <p role="alert">{viewerText.failed}</p>;
  if (opened.show === 'image') {
    return (
      <img
        className="max-h-full max-w-full object-contain select-none"
        src={opened.url}
        alt={file.description}
        draggable={false}
        onContextMenu={(event) => event.preventDefault()}
      />
    );
  }
  if (opened.show === 'file') return <p role="alert">{viewerText.failed}</p>;
  return (
    // biome-ignore lint/a11y/useMediaCaption: what people record has no captions
    <video
      className="max-h-full max-w-full"
      src={opened.url}
      controls
      controlsList="nodownload"
      disablePictureInPicture
      autoPlay
      playsInline
      aria-label={file.description || file.name}
    />
  );
}
