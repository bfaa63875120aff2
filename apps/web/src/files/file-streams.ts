import { checkedKind, type FilePart, headBytes, type SottoClient } from '@sotto/client';
import {
  type StreamAnswer,
  type StreamedFile,
  type StreamRequest,
  streamPath,
  streamPieceBytes,
} from './stream-messages.ts';

type Offered = { readonly client: SottoClient; readonly file: FilePart; readonly as: StreamedFile };

/** Files of this page that the service worker may ask for, under names nobody can guess. */
const offered = new Map<string, Offered>();
let listening = false;

/** Whether a service worker stands between this page and its addresses. */
function container(): ServiceWorkerContainer | null {
  const workers = 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  return workers?.controller == null ? null : workers;
}

/** An address that the browser saves a file from; `null` where there is no service worker. */
export function saveUrl(client: SottoClient, file: FilePart): string | null {
  return offer(client, file, { use: 'save', bytes: file.bytes, name: file.name });
}

/**
 * An address a player reads a film from, wherever it jumps; `null` where there is no service worker, or where the file
 * does not begin like what it is said to be.
 */
export async function mediaUrl(
  client: SottoClient,
  file: FilePart,
): Promise<{ url: string; release(): void } | null> {
  if (container() === null) return null;
  const head = await client.readFile(file.fileId, { from: 0, to: headBytes });
  const { show, mediaType } = checkedKind({ mediaType: file.mediaType, voiceNote: false }, head);
  if (show !== 'video' && show !== 'audio') return null;
  const url = offer(client, file, { use: 'play', bytes: file.bytes, mediaType });
  return url === null ? null : { url, release: () => void offered.delete(tokenOf(url)) };
}

function offer(client: SottoClient, file: FilePart, as: StreamedFile): string | null {
  const workers = container();
  if (workers === null) return null;
  if (!listening) {
    listening = true;
    workers.addEventListener('message', answer);
  }
  const token = crypto.randomUUID();
  offered.set(token, { client, file, as });
  return streamPath + token;
}

function tokenOf(url: string): string {
  return url.slice(streamPath.length);
}

/** What the service worker asks. Another page's files are not known here. */
async function answer({ data, ports }: MessageEvent<StreamRequest>): Promise<void> {
  const [port] = ports;
  if (data?.kind !== 'file-stream' || port === undefined) return;
  const answered = await answerTo(data);
  port.postMessage(answered, answered.kind === 'bytes' ? [answered.bytes.buffer] : []);
}

async function answerTo({ token, range }: StreamRequest): Promise<StreamAnswer> {
  const found = offered.get(token);
  if (found === undefined) return { kind: 'unknown' };
  if (range === null) return { kind: 'file', file: found.as };
  if (range.from < 0 || range.to < range.from || range.to - range.from > streamPieceBytes) {
    return { kind: 'failed' };
  }
  try {
    return { kind: 'bytes', bytes: await found.client.readFile(found.file.fileId, range) };
  } catch {
    return { kind: 'failed' };
  }
}
