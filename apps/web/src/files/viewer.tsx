import type { ConversationId, FilePart, TimelineMessage } from '@sotto/client';
import {
  clockTime,
  IconButton,
  mayForward,
  plainPreview,
  safeName,
  shortDate,
  useClient,
  useMessages,
  usePicture,
} from '@sotto/react';
import {
  ChevronLeft,
  ChevronRight,
  Download,
  Forward,
  Info,
  Maximize,
  X,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useOverlay } from '../overlay/overlay-state.ts';
import { useDialogFocus } from '../overlay/use-dialog-focus.ts';
import { Film } from './film.tsx';
import { type GalleryEntry, galleryOf } from './gallery-of.ts';
import { OnceView } from './once-view.tsx';
import { saveFile } from './save-file.ts';
import { viewerText as text } from './text.ts';
import { fitted, zoomAt } from './zoom.ts';
import { ZoomedPicture } from './zoomed-picture.tsx';

type ViewerProps = {
  readonly conversationId: ConversationId;
  readonly message: TimelineMessage;
  readonly fileId: string;
  readonly onClose: () => void;
};

const step = 1.5;

/** Pictures and films large, one after the other, with their sender, their caption and what can be done. */
export function Viewer({ conversationId, message, fileId, onClose }: ViewerProps) {
  const { timeline } = useMessages(conversationId);
  const [shownId, setShownId] = useState(fileId);
  const [zoom, setZoom] = useState(fitted);
  const gallery = useMemo(() => galleryOf(timeline?.items ?? [], message), [timeline, message]);
  const found = gallery.findIndex(({ file }) => file.fileId === shownId);
  const entry = gallery[found] ?? onlyOf(message, shownId);

  const go = (by: -1 | 1) => {
    const next = gallery[found + by];
    if (next === undefined) return;
    setZoom(fitted);
    setShownId(next.file.fileId);
  };
  const dialog = useRef<HTMLElement>(null);
  useDialogFocus(dialog, onClose);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!press(event.key)) return;
    event.preventDefault();
  };
  const press = (key: string): boolean => {
    if (key === 'ArrowLeft') go(-1);
    else if (key === 'ArrowRight') go(1);
    else if (key === '+' || key === '=') setZoom((now) => zoomAt(now, step));
    else if (key === '-') setZoom((now) => zoomAt(now, 1 / step));
    else if (key === '0') setZoom(fitted);
    else return false;
    return true;
  };

  if (entry === null) return null;
  const { file } = entry;
  return (
    <ModalOverlay
      className="fixed inset-0 z-30 bg-[#080d0d] text-white"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="h-full">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the dialog, which has the focus itself */}
        <div className="h-full" onKeyDown={onKeyDown}>
          <Dialog ref={dialog} className="flex h-full flex-col outline-none">
            <ViewerHead entry={entry} zoom={zoom.scale} onZoom={setZoom} onClose={onClose} />
            <div className="relative grid min-h-0 flex-1 place-items-center [&>*]:min-h-0">
              {file.viewOnce && !entry.message.mine ? (
                <OnceView key={file.fileId} file={file} />
              ) : file.show === 'video' ? (
                <Film key={file.fileId} file={file} />
              ) : (
                <Still key={file.fileId} file={file} zoom={zoom} onZoom={setZoom} />
              )}
              {found > 0 && (
                <IconButton
                  className="viewer-button absolute start-2 top-1/2 -translate-y-1/2 rtl:rotate-180"
                  icon={ChevronLeft}
                  label={text.previous}
                  onClick={() => go(-1)}
                />
              )}
              {found >= 0 && found < gallery.length - 1 && (
                <IconButton
                  className="viewer-button absolute end-2 top-1/2 -translate-y-1/2 rtl:rotate-180"
                  icon={ChevronRight}
                  label={text.next}
                  onClick={() => go(1)}
                />
              )}
            </div>
            <footer className="grid flex-none justify-items-center gap-1 px-6 py-3 text-center text-sm">
              <p dir="auto" className="max-h-24 max-w-2xl overflow-y-auto wrap-anywhere empty:hidden">
                {file.description || plainPreview(entry.message.text)}
              </p>
              {gallery.length > 1 && found >= 0 && (
                <p className="text-white/70 tabular-nums" aria-live="polite">
                  {text.place(found + 1, gallery.length)}
                </p>
              )}
            </footer>
          </Dialog>
        </div>
      </Modal>
    </ModalOverlay>
  );
}

type ViewerHeadProps = {
  readonly entry: GalleryEntry;
  readonly zoom: number;
  readonly onZoom: (change: (zoom: typeof fitted) => typeof fitted) => void;
  readonly onClose: () => void;
};

function ViewerHead({ entry: { file, message }, zoom, onZoom, onClose }: ViewerHeadProps) {
  const client = useClient();
  const { show } = useOverlay();
  const [failure, setFailure] = useState<string | null>(null);
  const save = async () => {
    const saved = await saveFile(client, file);
    setFailure(saved.kind === 'failed' ? saved.reason : null);
  };
  const still = file.show === 'image' && !file.viewOnce;
  const files = message.parts.filter((part) => part.kind === 'file').length;
  return (
    <header className="flex min-h-14 flex-none items-center gap-1 px-3">
      <div className="grid min-w-0 flex-1 ps-1">
        <Heading slot="title" className="truncate text-[0.9375rem] font-semibold">
          <bdi>{message.mine ? text.title : safeName(message.senderName)}</bdi>
        </Heading>
        <span className="truncate text-[0.8125rem] text-white/70">
          {failure ?? `${shortDate(message.at)}, ${clockTime(message.at)}`}
        </span>
      </div>
      {still && (
        <>
          <IconButton
            className="viewer-button max-sm:hidden"
            icon={ZoomOut}
            label={text.zoomOut}
            keys="-"
            disabled={zoom <= 1}
            onClick={() => onZoom((now) => zoomAt(now, 1 / step))}
          />
          <IconButton
            className="viewer-button max-sm:hidden"
            icon={ZoomIn}
            label={text.zoomIn}
            keys="+"
            onClick={() => onZoom((now) => zoomAt(now, step))}
          />
          {zoom > 1 && (
            <IconButton
              className="viewer-button"
              icon={Maximize}
              label={text.fit}
              keys="0"
              onClick={() => onZoom(() => fitted)}
            />
          )}
        </>
      )}
      {message.mine && (
        <IconButton
          className="viewer-button"
          icon={Info}
          label={text.accesses}
          onClick={() => show({ kind: 'file-accesses', fileId: file.fileId, name: file.name })}
        />
      )}
      {mayForward(message) && (
        <IconButton
          className="viewer-button"
          icon={Forward}
          label={files < 2 ? text.forward : text.forwardAll(files)}
          onClick={() => show({ kind: 'forward', message })}
        />
      )}
      {!file.viewOnce && (
        <IconButton className="viewer-button" icon={Download} label={text.save} onClick={() => void save()} />
      )}
      <IconButton className="viewer-button" icon={X} label={text.close} onClick={onClose} />
    </header>
  );
}

type StillProps = {
  readonly file: FilePart;
  readonly zoom: typeof fitted;
  readonly onZoom: (change: (zoom: typeof fitted) => typeof fitted) => void;
};

function Still({ file, zoom, onZoom }: StillProps) {
  const { picture, open } = usePicture(file, true);
  useEffect(open, [open]);
  if (picture.kind === 'drawn') {
    return (
      <ZoomedPicture url={picture.url} alt={file.description || file.name} zoom={zoom} onZoom={onZoom} />
    );
  }
  const said = {
    closed: file.state.kind === 'gone' ? text.gone : text.opening,
    opening: text.opening,
    failed: text.failed,
    'not-drawn': text.notPlayed,
  };
  return <p role="status">{said[picture.kind]}</p>;
}

function onlyOf(message: TimelineMessage, fileId: string): GalleryEntry | null {
  const file = message.parts.find((part): part is FilePart => part.kind === 'file' && part.fileId === fileId);
  return file === undefined ? null : { message, file };
}
