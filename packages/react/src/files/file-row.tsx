import type { FilePart, TimelineMessage } from '@sotto/client';
import { CloudOff, Download, File, FileArchive, FileText, FileWarning, Info, X } from 'lucide-react';
import { IconButton } from '../button/icon-button.tsx';
import { useClient } from '../client/use-client.ts';
import { useArticleTab } from './article-tab.ts';
import { useFileHandlers } from './file-handlers.ts';
import { formatBytes } from './format-bytes.ts';
import { ProgressRing } from './progress-ring.tsx';
import { filesText } from './text.ts';
import { useDownload } from './use-download.ts';

type FileRowProps = { readonly message: TimelineMessage; readonly file: FilePart };

/** A file that is not shown: what it is called, how large it is, and a way to keep it. */
export function FileRow({ message, file }: FileRowProps) {
  const { onSave, onAccesses } = useFileHandlers();
  const client = useClient();
  const tab = useArticleTab();
  const download = useDownload(file.fileId);
  const usable = file.state.kind === 'remote' || file.state.kind === 'here';
  return (
    <div className="sotto-file" data-state={file.state.kind}>
      {download === undefined ? (
        <button
          type="button"
          className="sotto-file-sign"
          aria-label={filesText.save(file.name)}
          title={filesText.save(file.name)}
          tabIndex={tab}
          disabled={!usable || onSave === undefined}
          onClick={() => onSave?.(file)}
        >
          <FileSign file={file} />
          {usable && <Download className="sotto-file-save" aria-hidden="true" />}
        </button>
      ) : (
        <button
          type="button"
          className="sotto-file-sign"
          aria-label={filesText.cancel}
          title={filesText.cancel}
          tabIndex={tab}
          onClick={() => void client.cancelDownload(file.fileId)}
        >
          <ProgressRing done={download.bytesReceived} of={download.bytes} />
          <X className="sotto-file-cancel" aria-hidden="true" />
        </button>
      )}
      <span className="sotto-file-said">
        <bdi className="sotto-file-name" title={file.name}>
          {file.name}
        </bdi>
        <span className="sotto-file-line">
          <FileLine file={file} />
          {file.noForward && ` · ${filesText.noForward}`}
        </span>
      </span>
      {message.mine && onAccesses !== undefined && (
        <IconButton
          icon={Info}
          className="sotto-file-info"
          label={filesText.accesses(file.name)}
          tabIndex={tab}
          onClick={() => onAccesses(file)}
        />
      )}
    </div>
  );
}

function FileLine({ file }: { readonly file: FilePart }) {
  const download = useDownload(file.fileId);
  if (file.state.kind === 'refused') return filesText.refused[file.state.reason];
  if (file.state.kind === 'gone') return filesText.gone;
  if (download === undefined) return [formatBytes(file.bytes), typeOf(file.name)].filter(Boolean).join(' · ');
  if (download.state === 'waiting') return filesText.waiting;
  const progress = filesText.progress(download.bytesReceived, download.bytes);
  return download.bytesPerSecond === null
    ? progress
    : `${progress} · ${filesText.speed(download.bytesPerSecond)}`;
}

const archives = new Set(['zip', '7z', 'rar', 'gz', 'tar', 'xz', 'zst']);
const texts = new Set(['pdf', 'txt', 'md', 'doc', 'docx', 'odt', 'rtf', 'csv', 'xls', 'xlsx', 'ods']);

function FileSign({ file }: { readonly file: FilePart }) {
  if (file.state.kind === 'refused') return <FileWarning aria-hidden="true" />;
  if (file.state.kind === 'gone') return <CloudOff aria-hidden="true" />;
  const type = typeOf(file.name).toLowerCase();
  if (archives.has(type)) return <FileArchive aria-hidden="true" />;
  if (texts.has(type)) return <FileText aria-hidden="true" />;
  return <File aria-hidden="true" />;
}

function typeOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toUpperCase() ?? '';
}
