import { ClientError, type Upload, type UploadFile } from '@sotto/client';
import { CircleAlert, File as FileIcon, Pause, Play, RotateCw, X } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { IconButton } from '../button/icon-button.tsx';
import { useClient } from '../client/use-client.ts';
import { plainPreview } from '../text/plain-preview.ts';
import { formatBytes } from './format-bytes.ts';
import { kindText } from './kind-text.ts';
import { filesText, uploadsText } from './text.ts';
import { Thumb } from './thumb.tsx';

/** Files on their way: how far, how fast, and what can be done about it. */
export function UploadBubble({ upload }: { readonly upload: Upload }) {
  const client = useClient();
  const { uploadId, state, files, bytes, bytesSent } = upload;
  const share = bytes === 0 ? 0 : bytesSent / bytes;
  const moving = state.kind === 'uploading' || state.kind === 'waiting';
  return (
    <div className="sotto-upload" data-state={state.kind}>
      <UploadSign files={files} />
      <div className="sotto-upload-main">
        <bdi className="sotto-file-name">{nameOf(upload)}</bdi>
        <div
          className="sotto-upload-bar"
          role="progressbar"
          aria-label={nameOf(upload)}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.floor(share * 100)}
        >
          <span style={{ inlineSize: `${share * 100}%` }} />
        </div>
        <span className="sotto-file-line" role={state.kind === 'failed' ? 'alert' : undefined}>
          {state.kind === 'failed' && <CircleAlert aria-hidden="true" />}
          {lineOf(upload)}
        </span>
        {state.kind === 'needs-file' && <ChooseAgain upload={upload} />}
      </div>
      {moving && (
        <IconButton
          icon={Pause}
          label={uploadsText.pause}
          onClick={() => void client.pauseUpload(uploadId).catch(() => {})}
        />
      )}
      {state.kind === 'paused' && (
        <IconButton
          icon={Play}
          label={uploadsText.resume}
          onClick={() => void client.resumeUpload(uploadId).catch(() => {})}
        />
      )}
      {state.kind === 'failed' && repeatable(state.reason) && (
        <IconButton
          icon={RotateCw}
          label={uploadsText.retry}
          onClick={() => void client.resumeUpload(uploadId).catch(() => {})}
        />
      )}
      <IconButton
        icon={X}
        label={uploadsText.cancel}
        onClick={() => void client.cancelUpload(uploadId).catch(() => {})}
      />
    </div>
  );
}

function UploadSign({ files }: { readonly files: readonly UploadFile[] }) {
  const [first] = files;
  return (
    <span className="sotto-upload-sign">
      {first?.thumbhash != null ? (
        <Thumb file={{ thumbhash: first.thumbhash, preview: null, viewOnce: false }} />
      ) : (
        <FileIcon aria-hidden="true" />
      )}
    </span>
  );
}

/** A browser does not find a file again after it was closed; the same one goes on where it stood. */
function ChooseAgain({ upload }: { readonly upload: Upload }) {
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  const position = upload.files.findIndex(({ missing }) => missing);
  if (position < 0) return null;
  const supply = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (file === undefined) return;
    try {
      setWrong(false);
      await client.supplyFile(upload.uploadId, position, file);
    } catch (error) {
      setWrong(error instanceof ClientError);
    }
  };
  return (
    <>
      {wrong && (
        <span className="sotto-file-line" role="alert">
          {uploadsText.wrongFile}
        </span>
      )}
      <button type="button" className="sotto-link-button" onClick={() => input.current?.click()}>
        {uploadsText.choose}: <bdi>{upload.files[position]?.name}</bdi>
      </button>
      <input ref={input} type="file" hidden onChange={supply} />
    </>
  );
}

function nameOf({ caption, files }: Upload): string {
  const [first] = files;
  if (caption !== '') return plainPreview(caption);
  if (files.length > 1) return uploadsText.files(files.length);
  return first?.show === 'voice' ? kindText.voice : (first?.name ?? '');
}

function lineOf({ state, bytes, bytesSent, bytesPerSecond }: Upload): string {
  switch (state.kind) {
    case 'failed':
      return uploadsText.failures[state.reason];
    case 'waiting':
      return uploadsText.waiting[state.reason];
    case 'uploading': {
      const speed = bytesPerSecond === null ? '' : ` · ${filesText.speed(bytesPerSecond)}`;
      return `${filesText.progress(bytesSent, bytes)}${speed}`;
    }
    default:
      return `${uploadsText.states[state.kind]} · ${formatBytes(bytesSent)} / ${formatBytes(bytes)}`;
  }
}

/** Whether sending the same once more can go better. */
function repeatable(reason: Extract<Upload['state'], { kind: 'failed' }>['reason']): boolean {
  return reason === 'quota-exceeded' || reason === 'server-refused' || reason === 'file-unreadable';
}
