import {
  type StreamAnswer,
  type StreamedFile,
  type StreamRequest,
  streamPath,
  streamPieceBytes,
} from '../files/stream-messages.ts';
import { playedRange } from './played-range.ts';

/** Asks every page of ours and takes the first that knows. */
export type AskPages = (request: StreamRequest) => Promise<StreamAnswer>;

/**
 * The answer to a request for a file of a page, piece by piece as the page opens it. Null: no such address. A file to
 * be saved is always a download; one to be played is given to players only, and can do nothing as a page.
 */
export function answerFromPage(request: Request, origin: string, ask: AskPages): Promise<Response> | null {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin || !url.pathname.startsWith(streamPath)) return null;
  return answer(request, url.pathname.slice(streamPath.length), ask);
}

async function answer(request: Request, token: string, ask: AskPages): Promise<Response> {
  const found = await ask({ kind: 'file-stream', token, range: null });
  if (found.kind !== 'file') return refused(404);
  const { file } = found;
  const read = async (from: number, to: number) => {
    const answered = await ask({ kind: 'file-stream', token, range: { from, to } });
    if (answered.kind !== 'bytes' || answered.bytes.length !== to - from) throw new Error('the file ended');
    return answered.bytes as Uint8Array<ArrayBuffer>;
  };
  return file.use === 'save' ? saved(file, read) : played(request, file, read);
}

type Read = (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>;

const inert = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** Pulled as the browser writes it: nothing piles up. */
function saved(file: Extract<StreamedFile, { use: 'save' }>, read: Read): Response {
  let at = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (at >= file.bytes) return controller.close();
        const to = Math.min(file.bytes, at + streamPieceBytes);
        controller.enqueue(await read(at, to));
        at = to;
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: {
      ...inert,
      'content-type': 'application/octet-stream',
      'content-length': String(file.bytes),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}`,
    },
  });
}

async function played(
  request: Request,
  file: Extract<StreamedFile, { use: 'play' }>,
  read: Read,
): Promise<Response> {
  if (request.destination !== 'video' && request.destination !== 'audio') return refused(404);
  const range = playedRange(request.headers.get('range'), file.bytes, streamPieceBytes);
  if (range === null) return refused(416, { 'content-range': `bytes */${file.bytes}` });
  try {
    return new Response(await read(range.from, range.to), {
      status: 206,
      headers: {
        ...inert,
        'content-type': file.mediaType,
        'accept-ranges': 'bytes',
        'content-length': String(range.to - range.from),
        'content-range': `bytes ${range.from}-${range.to - 1}/${file.bytes}`,
      },
    });
  } catch {
    return refused(502);
  }
}

function refused(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...inert, ...headers } });
}
