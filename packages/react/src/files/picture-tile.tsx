import type { FilePart, TimelineMessage } from '@sotto/client';
import { CloudOff, Download, FileWarning, Play, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useArticleTab } from './article-tab.ts';
import { useFileHandlers } from './file-handlers.ts';
import { formatBytes } from './format-bytes.ts';
import { formatDuration } from './format-duration.ts';
import { ProgressRing } from './progress-ring.tsx';
import { filesText } from './text.ts';
import { Thumb } from './thumb.tsx';
import { useDownload } from './use-download.ts';
import { usePicture } from './use-picture.ts';

type PictureTileProps = { readonly message: TimelineMessage; readonly file: FilePart };

/** One picture or film in its message: its preview at once, itself when it is here. */
export function PictureTile({ message, file }: PictureTileProps) {
  return file.show === 'video' ? (
    <VideoTile message={message} file={file} />
  ) : (
    <ImageTile message={message} file={file} />
  );
}

function ImageTile({ message, file }: PictureTileProps) {
  const { onView } = useFileHandlers();
  const { picture, open } = usePicture(file);
  const view = () => onView?.(message, file.fileId);
  if (file.state.kind === 'gone') return <Tile file={file} sign={<Gone />} />;
  switch (picture.kind) {
    case 'drawn':
      return (
        <Tile file={file} label={filesText.open(file)} onPress={view}>
          <img
            className="sotto-picture"
            src={picture.url}
            alt={file.description}
            decoding="async"
            draggable={false}
          />
        </Tile>
      );
    case 'opening':
      return (
        <Tile file={file} label={filesText.open(file)} onPress={view} sign={<Receiving file={file} />} />
      );
    case 'not-drawn':
      return <Tile file={file} sign={<NotDrawn />} />;
    case 'failed':
      return (
        <Tile
          file={file}
          label={`${filesText.failed}. ${filesText.tryAgain}`}
          onPress={open}
          sign={<Sign icon={<RotateCw aria-hidden="true" />} text={filesText.tryAgain} />}
        />
      );
    case 'closed':
      return (
        <Tile
          file={file}
          label={filesText.download(file.name, file.bytes)}
          onPress={open}
          sign={<Sign icon={<Download aria-hidden="true" />} text={formatBytes(file.bytes)} />}
        />
      );
  }
}

function VideoTile({ message, file }: PictureTileProps) {
  const { onView } = useFileHandlers();
  if (file.state.kind === 'gone') return <Tile file={file} sign={<Gone />} />;
  const length = file.durationMs === null ? formatBytes(file.bytes) : formatDuration(file.durationMs);
  return (
    <Tile
      file={file}
      label={`${filesText.open(file)}, ${length}`}
      onPress={() => onView?.(message, file.fileId)}
      sign={
        <>
          <span className="sotto-tile-play" aria-hidden="true">
            <Play />
          </span>
          <span className="sotto-tile-length">{length}</span>
        </>
      }
    />
  );
}

type TileProps = {
  readonly file: FilePart;
  readonly label?: string;
  readonly onPress?: () => void;
  readonly sign?: ReactNode;
  readonly children?: ReactNode;
};

function Tile({ file, label, onPress, sign, children }: TileProps) {
  const tab = useArticleTab();
  const content = (
    <>
      <Thumb file={file} />
      {children}
      {sign}
    </>
  );
  if (onPress === undefined) return <div className="sotto-tile">{content}</div>;
  return (
    <button type="button" className="sotto-tile" aria-label={label} tabIndex={tab} onClick={onPress}>
      {content}
    </button>
  );
}

function Receiving({ file }: { readonly file: FilePart }) {
  const download = useDownload(file.fileId);
  if (download === undefined) return null;
  return (
    <span className="sotto-tile-sign">
      <ProgressRing done={download.bytesReceived} of={download.bytes} />
    </span>
  );
}

function Sign({ icon, text }: { readonly icon: ReactNode; readonly text: string }) {
  return (
    <span className="sotto-tile-sign">
      {icon}
      <span>{text}</span>
    </span>
  );
}

function Gone() {
  return <Sign icon={<CloudOff aria-hidden="true" />} text={filesText.gone} />;
}

function NotDrawn() {
  return <Sign icon={<FileWarning aria-hidden="true" />} text={filesText.notDrawn} />;
}
