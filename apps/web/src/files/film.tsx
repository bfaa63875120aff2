import { type FilePart, fileLimits } from '@sotto/client';
import { Thumb, useClient } from '@sotto/react';
import { useEffect, useState } from 'react';
import { mediaUrl } from './file-streams.ts';
import { viewerText } from './text.ts';

type State =
  | { readonly kind: 'opening' | 'failed' | 'not-played' }
  | { readonly kind: 'ready'; readonly url: string };

/** A film: read piece by piece where the browser lets us, whole where it is small enough. */
export function Film({ file }: { readonly file: FilePart }) {
  const client = useClient();
  const [state, setState] = useState<State>({ kind: 'opening' });

  useEffect(() => {
    let shown = true;
    let release = () => {};
    const open = async (): Promise<State> => {
      const streamed = await mediaUrl(client, file);
      if (streamed !== null) {
        release = streamed.release;
        return { kind: 'ready', url: streamed.url };
      }
      if (file.bytes > fileLimits.openBytes) return { kind: 'not-played' };
      const { bytes, mediaType, show } = await client.openFile(file.fileId);
      if (show !== 'video') return { kind: 'not-played' };
      const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType }));
      release = () => URL.revokeObjectURL(url);
      return { kind: 'ready', url };
    };
    open().then(
      (opened) => (shown ? setState(opened) : release()),
      () => setState({ kind: 'failed' }),
    );
    return () => {
      shown = false;
      release();
    };
  }, [client, file]);

  if (state.kind === 'ready') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what people record has no captions
      <video
        className="max-h-full max-w-full"
        src={state.url}
        controls
        autoPlay
        playsInline
        aria-label={file.description || file.name}
        onError={() => setState({ kind: 'not-played' })}
        onKeyDown={(event) => event.stopPropagation()}
      />
    );
  }
  const { width, height } = file.size ?? { width: 16, height: 9 };
  return (
    <div
      className="relative w-full max-w-4xl overflow-hidden rounded-lg"
      style={{ aspectRatio: width / height }}
    >
      <Thumb file={file} />
      <p
        role="status"
        className="absolute inset-0 grid place-items-center bg-[rgb(0_0_0/50%)] p-6 text-center"
      >
        {state.kind === 'opening'
          ? viewerText.opening
          : state.kind === 'failed'
            ? viewerText.failed
            : viewerText.notPlayed}
      </p>
    </div>
  );
}
