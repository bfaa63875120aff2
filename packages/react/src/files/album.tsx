import type { FilePart, TimelineMessage } from '@sotto/client';
import { albumLayout } from './album-layout.ts';
import { PictureTile } from './picture-tile.tsx';

type AlbumProps = { readonly message: TimelineMessage; readonly files: readonly FilePart[] };

/** Pictures and films of a message, side by side. */
export function Album({ message, files }: AlbumProps) {
  const { aspect, widthPx, cells } = albumLayout(files.map(({ size }) => size));
  const percent = (share: number) => `${share * 100}%`;
  return (
    <div className="sotto-album" style={{ aspectRatio: aspect, inlineSize: widthPx }}>
      {files.map((file, index) => {
        const cell = cells[index];
        if (cell === undefined) return null;
        const place = {
          insetInlineStart: percent(cell.left),
          insetBlockStart: percent(cell.top),
          inlineSize: percent(cell.width),
          blockSize: percent(cell.height),
        };
        return (
          <div key={file.fileId} className="sotto-album-cell" style={place}>
            <PictureTile message={message} file={file} />
          </div>
        );
      })}
    </div>
  );
}
