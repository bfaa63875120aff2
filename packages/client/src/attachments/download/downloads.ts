import { chunkBytes, rangeOf } from '@sotto/crypto/attachment';
import type { BlobId } from '@sotto/protocol';
import type { Download } from '../../api/file.ts';
import type { Query } from '../../api/query.ts';
import { ClientError } from '../../client-error.ts';
import type { DeviceContext } from '../../device-context.ts';
import { type Cancellation, newCancellation } from '../../platform/cancellation.ts';
import { randomShare } from '../../platform/random-share.ts';
import { sameShape } from '../../queries/same-shape.ts';
import { valueQuery } from '../../queries/value-query.ts';
import { backoffMs } from '../../sync/backoff.ts';
import type { BlobTransport } from '../../transport/blob-transport.ts';
import { ServerProblem } from '../../transport/http-client.ts';
import { evictCopies, readCopy, touchMessagesOf } from '../local-copies.ts';
import { type FileRecord, setFileState } from '../message-files.ts';
import { type RateMeter, rateMeter } from '../rate-meter.ts';
import { keepCopy } from './keep-copy.ts';
import { type ReadChunk, readChunks, readChunksPatiently } from './read-chunks.ts';
import { type VerifiedBlob, verifyBlob } from './verify-blob.ts';

/** Files on their way in. */
export type Downloads = {
  readonly query: Query<readonly Download[]>;
  /** Brings the whole file to this device, sealed; at once where it is. False: this device keeps nothing. */
  fetch(file: FileRecord): Promise<boolean>;
  /** The whole file in order, each piece checked; the last one came when it ends. Shown as a download. */
  stream(file: FileRecord): AsyncIterable<Uint8Array>;
  /** Bytes `from` to `to` (exclusive). */
  read(file: FileRecord, range: { readonly from: number; readonly to: number }): Promise<Uint8Array>;
  cancel(fileId: string): void;
  setOnline(online: boolean): void;
  stop(): void;
};

type Active = {
  readonly file: FileRecord;
  readonly cancellation: Cancellation;
  readonly meter: RateMeter;
  received: number;
  waiting: boolean;
};

const progressMs = 250;
/** Files whose tags are kept at hand, for players that come back for more. */
const verifiedMax = 16;
/** Somebody who waits for a piece is told soon that there is no connection. */
const readAttemptsMax = 3;

export function createDownloads(context: DeviceContext, transport: BlobTransport): Downloads {
  const { database, platform } = context;
  const { clock, timer, random } = platform;
  const active = new Set<Active>();
  const fetching = new Map<BlobId, Promise<boolean>>();
  const verified = new Map<string, Promise<VerifiedBlob>>();
  const wakers = new Set<() => void>();
  const query = valueQuery<readonly Download[]>([], sameShape);
  let online = false;
  let stopped = false;
  let ticking = () => {};

  function show(): void {
    query.set([...active].map(present));
  }

  function tick(): void {
    ticking();
    show();
    if (active.size > 0 && !stopped) ticking = timer(progressMs, tick);
  }

  function present({ file, meter, received, waiting }: Active): Download {
    const { length } = file.body;
    return {
      fileId: file.fileId,
      bytes: length,
      bytesReceived: Math.min(length, received),
      bytesPerSecond: meter.bytesPerSecond(clock()),
      state: waiting ? 'waiting' : 'receiving',
    };
  }

  /** Shows a download while `work` is under way; what it fails with is remembered where it is final. */
  async function* underWay<Piece>(
    file: FileRecord,
    work: (moving: Active) => AsyncIterable<Piece>,
  ): AsyncGenerator<Piece> {
    const moving = { file, cancellation: newCancellation(), meter: rateMeter(), received: 0, waiting: false };
    active.add(moving);
    tick();
    try {
      yield* work(moving);
      if (file.state === 'gone') database.commit((changes) => setFileState(changes, file, null));
    } catch (error) {
      throw settleRefusal(file, error);
    } finally {
      active.delete(moving);
      tick();
    }
  }

  function settleRefusal(file: FileRecord, error: unknown): unknown {
    if (error instanceof ServerProblem && error.code === 'blob-unknown') {
      database.commit((changes) => setFileState(changes, file, 'gone'));
      return new ClientError('file-gone');
    }
    if (error instanceof ClientError && error.code === 'file-damaged') {
      platform.log('info', 'file-refused');
      verified.delete(file.fileId);
      database.commit((changes) => setFileState(changes, file, 'damaged'));
    }
    return error;
  }

  function verify(file: FileRecord, cancellation: Cancellation): Promise<VerifiedBlob> {
    const known = verified.get(file.fileId);
    if (known !== undefined) return known;
    const fresh = verifyBlob(context, transport, file.body, cancellation);
    verified.set(file.fileId, fresh);
    fresh.catch(() => verified.delete(file.fileId));
    const oldest = verified.keys().next().value;
    if (verified.size > verifiedMax && oldest !== undefined) verified.delete(oldest);
    return fresh;
  }

  /** Waits for a connection, or for a while; gives up when it was cancelled. */
  function patience(moving: Active): (attempt: number) => Promise<void> {
    return async (attempt) => {
      moving.waiting = true;
      show();
      await new Promise<void>((resolve) => {
        const wake = () => {
          wakers.delete(wake);
          stopWaiting();
          stopListening();
          resolve();
        };
        const stopWaiting = timer(backoffMs(attempt, randomShare(random)), wake);
        const stopListening = moving.cancellation.onRequest(() => wake());
        wakers.add(wake);
      });
      if (moving.cancellation.requested || stopped) throw new ClientError('interrupted');
      moving.waiting = false;
    };
  }

  /** Tags first, whatever it takes; then chunks, across breaks of the connection. */
  async function* patientChunks(moving: Active, first: number): AsyncGenerator<ReadChunk> {
    const blob = await patientlyVerified(moving);
    const range = { first, end: blob.file.layout.chunkCount };
    const { cancellation } = moving;
    const bear = patience(moving);
    for await (const chunk of readChunksPatiently(
      context,
      transport,
      moving.file.body,
      blob,
      range,
      cancellation,
      bear,
    )) {
      moving.meter.moved(chunk.ciphertext.length, clock());
      moving.received = (chunk.index + 1) * chunkBytes;
      yield chunk;
    }
  }

  async function patientlyVerified(moving: Active): Promise<VerifiedBlob> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await verify(moving.file, moving.cancellation);
      } catch (error) {
        if (!(error instanceof ClientError) || error.code !== 'offline') throw error;
        await patience(moving)(attempt);
      }
    }
  }

  async function fetchWhole(file: FileRecord): Promise<boolean> {
    let kept = true;
    const work = async function* (moving: Active) {
      const blob = await patientlyVerified(moving);
      kept = await keepCopy(
        context,
        file.body,
        blob,
        (first) => patientChunks(moving, first),
        () => {},
      );
      yield* [];
    };
    for await (const _ of underWay(file, work));
    database.commit((changes) => touchMessagesOf(changes, file.body.blobId));
    await evictCopies(context);
    return kept;
  }

  return {
    query,
    fetch(file) {
      const { blobId } = file.body;
      if (readCopy(database, blobId)?.complete === true) return Promise.resolve(true);
      const running = fetching.get(blobId) ?? fetchWhole(file).finally(() => fetching.delete(blobId));
      fetching.set(blobId, running);
      return running;
    },
    async *stream(file) {
      for await (const { plaintext } of underWay(file, (moving) => patientChunks(moving, 0))) {
        if (plaintext.length > 0) yield plaintext;
      }
    },
    async read(file, range) {
      const cancellation = newCancellation();
      for (let attempt = 1; ; attempt++) {
        try {
          return await readRange(file, range, cancellation);
        } catch (error) {
          const broken = error instanceof ClientError && error.code === 'offline';
          if (!broken || attempt === readAttemptsMax) throw settleRefusal(file, error);
        }
      }
    },
    cancel(fileId) {
      for (const { file, cancellation } of active) if (file.fileId === fileId) cancellation.request();
    },
    setOnline(now) {
      if (now && !online) for (const wake of [...wakers]) wake();
      online = now;
    },
    stop() {
      stopped = true;
      ticking();
      for (const { cancellation } of active) cancellation.request();
      for (const wake of [...wakers]) wake();
    },
  };

  async function readRange(
    file: FileRecord,
    range: { readonly from: number; readonly to: number },
    cancellation: Cancellation,
  ): Promise<Uint8Array> {
    const blob = await verify(file, cancellation);
    const { layout } = blob.file;
    const to = Math.min(range.to, layout.length);
    const from = Math.min(range.from, to);
    const chunks = rangeOf(layout, { from, to });
    const into = new Uint8Array(to - from);
    for await (const { index, plaintext } of readChunks(
      context,
      transport,
      file.body,
      blob,
      chunks,
      cancellation,
    )) {
      const begins = index * chunkBytes;
      const wanted = plaintext.subarray(Math.max(0, from - begins), Math.max(0, to - begins));
      into.set(wanted, Math.max(0, begins - from));
    }
    return into;
  }
}
