import { attachmentCapability, layoutOf } from '@sotto/crypto/attachment';
import { sha256 } from '@sotto/crypto/primitives';
import { type BlobId, encodeBase64, uuidToBytes } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { Upload, UploadFailure } from '../../api/file.ts';
import type { Query } from '../../api/query.ts';
import { ClientError } from '../../client-error.ts';
import type { DeviceContext } from '../../device-context.ts';
import { newCancellation } from '../../platform/cancellation.ts';
import type { FileSource } from '../../platform/file-source.ts';
import { ignoreClosed, later } from '../../platform/later.ts';
import { randomShare } from '../../platform/random-share.ts';
import { sameShape } from '../../queries/same-shape.ts';
import { valueQuery } from '../../queries/value-query.ts';
import { backoffMs } from '../../sync/backoff.ts';
import type { BlobTransport } from '../../transport/blob-transport.ts';
import { ServerProblem } from '../../transport/http-client.ts';
import { audienceOf } from '../audience.ts';
import { rateMeter } from '../rate-meter.ts';
import type { ActiveFile, Waiting } from './active-file.ts';
import { finishUpload } from './finish-upload.ts';
import { openUpload } from './open-upload.ts';
import { presentUploads } from './present-uploads.ts';
import { sendFile, waitReasonOf } from './send-file.ts';
import {
  advanceFile,
  readDueFiles,
  readFinishedUploads,
  readUpload,
  readUploadFile,
  readUploadFiles,
  setUploadState,
  type UploadFileRecord,
} from './upload-table.ts';

/** Files on their way to the server. What is under way is in the database; this moves it on. */
export type Uploads = {
  readonly query: Query<readonly Upload[]>;
  /** A file that the platform has already, so that it is not opened twice. */
  offer(blobId: BlobId, source: FileSource): void;
  /** Whether there is a connection. */
  setOnline(online: boolean): void;
  /** Stops what is under way of an upload, until it is looked for again. */
  interrupt(uploadId: string): void;
  wake(): void;
  stop(): void;
};

/** Files that are sent at the same time: a large one does not hold up a small one. */
const filesAtOnce = 2;
const progressMs = 250;

export function createUploads(context: DeviceContext, transport: BlobTransport): Uploads {
  const { database, platform } = context;
  const { clock, timer, log, random } = platform;
  const active = new Map<BlobId, ActiveFile>();
  const waiting = new Map<BlobId, Waiting>();
  const offered = new Map<BlobId, FileSource>();
  let online = false;
  let stopped = false;
  let alarm = () => {};
  const query = valueQuery<readonly Upload[]>(present(), sameShape);
  const show = later(() => {
    if (!stopped) query.set(present());
  });
  let cancelTick = () => {};
  let ticking = false;

  function present(): readonly Upload[] {
    return presentUploads(database, { active, waiting, online, now: clock() });
  }

  /** While something moves, its speed changes by itself. */
  function tick(): void {
    if (ticking || stopped) return;
    ticking = true;
    cancelTick = timer(progressMs, () => {
      ticking = false;
      if (stopped) return;
      query.set(present());
      if (active.size > 0) tick();
    });
  }

  function wake(): void {
    if (stopped) return;
    show();
    alarm();
    for (const uploadId of readFinishedUploads(database)) finish(uploadId);
    const now = clock();
    let nextAt: number | null = null;
    for (const file of readDueFiles(database)) {
      if (active.size >= filesAtOnce) return;
      if (active.has(file.blobId) || !online) continue;
      if (file.nextAt <= now) begin(file);
      else nextAt = Math.min(nextAt ?? file.nextAt, file.nextAt);
    }
    if (nextAt !== null) alarm = timer(Math.max(0, nextAt - now), wake);
  }

  /** Everything of it is at the server: the message goes its own way, with or without a connection. */
  function finish(uploadId: string): void {
    try {
      finishUpload(context, uploadId);
    } catch (error) {
      if (error instanceof ClientError && error.code === 'closed') return;
      database.commit((changes) => setUploadState(changes, uploadId, 'failed', failureOf(error)));
    }
  }

  function begin(file: UploadFileRecord): void {
    const moving: ActiveFile = { cancellation: newCancellation(), meter: rateMeter(), sent: file.sent };
    active.set(file.blobId, moving);
    waiting.delete(file.blobId);
    tick();
    run(file, moving)
      .catch((error: unknown) => settleFailure(file, error))
      .finally(() => active.delete(file.blobId))
      .then(wake)
      .catch(ignoreClosed);
  }

  async function run(file: UploadFileRecord, moving: ActiveFile): Promise<void> {
    const { blobId, uploadId } = file;
    const source = offered.get(blobId) ?? null;
    offered.delete(blobId);
    const upload = await openUpload(context, file, source, moving.cancellation);
    if (upload === null) {
      database.commit((changes) => setUploadState(changes, uploadId, 'needs-file'));
      return;
    }
    try {
      if (moving.cancellation.requested) throw new ClientError('interrupted');
      if (!file.announced) await announce(file);
      const ciphertextHash = await sendFile(
        { transport, clock },
        blobId,
        upload,
        moving.cancellation,
        (sent) => {
          moving.meter.moved(Math.max(0, sent - moving.sent), clock());
          moving.sent = sent;
          tick();
        },
      );
      database.commit((changes) => {
        advanceFile(changes, blobId, { ciphertextHash, sent: upload.layout.blobLength, attempts: 0 });
        changes.touchUploads();
      });
    } finally {
      // Where it stood, for a restart without a connection.
      database.commit((changes) => advanceFile(changes, blobId, { sent: moving.sent }));
      upload.save();
      await upload.close();
    }
  }

  async function announce(file: UploadFileRecord): Promise<void> {
    const upload = readUpload(database, file.uploadId);
    if (upload === null) throw new ClientError('interrupted');
    const capability = attachmentCapability({ key: file.key, fileId: uuidToBytes(file.blobId) });
    await context.call(routes.createBlob, {
      body: {
        blob_id: file.blobId,
        length: layoutOf(file.bytes).blobLength,
        capability_hash: encodeBase64(sha256(capability)),
        audience: audienceOf(context, upload.conversationId),
      },
    });
    database.commit((changes) => advanceFile(changes, file.blobId, { announced: true }));
  }

  function settleFailure(file: UploadFileRecord, error: unknown): void {
    if (
      stopped ||
      (error instanceof ClientError && (error.code === 'closed' || error.code === 'interrupted'))
    )
      return;
    const { blobId, uploadId } = file;
    const current = readUploadFile(database, blobId);
    if (current === null) return;
    // Given up by the server meanwhile: it is announced again, and begins from what is there.
    const forgotten = error instanceof ServerProblem && error.code === 'blob-unknown' && current.announced;
    const reason = forgotten ? 'offline' : waitReasonOf(error);
    if (reason === null) {
      log('info', 'upload-failed');
      database.commit((changes) => setUploadState(changes, uploadId, 'failed', failureOf(error)));
      return;
    }
    const attempts = current.attempts + 1;
    const patience = error instanceof ServerProblem ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
    const until = clock() + Math.max(patience, backoffMs(attempts, randomShare(random)));
    waiting.set(blobId, { reason, until });
    database.commit((changes) =>
      advanceFile(changes, blobId, { attempts, nextAt: until, ...(forgotten ? { announced: false } : {}) }),
    );
  }

  const stopWatching = database.onCommit((touched) => {
    if (touched.uploads) wake();
  });

  return {
    query,
    offer(blobId, source) {
      offered.set(blobId, source);
    },
    setOnline(now) {
      if (online === now) return;
      online = now;
      if (now) {
        // A new connection is a new chance for all of them.
        database.commit((changes) => changes.run('update upload_files set next_at = 0 where next_at > 0'));
      }
      wake();
    },
    interrupt(uploadId) {
      for (const { blobId } of readUploadFiles(database, uploadId))
        active.get(blobId)?.cancellation.request();
    },
    wake,
    stop() {
      stopped = true;
      stopWatching();
      alarm();
      cancelTick();
      for (const { cancellation } of active.values()) cancellation.request();
      for (const source of offered.values()) void source.close().catch(() => {});
    },
  };
}

function failureOf(error: unknown): UploadFailure {
  if (error instanceof ServerProblem) {
    switch (error.code) {
      case 'file-too-large':
        return 'too-large';
      case 'quota-exceeded':
        return 'quota-exceeded';
      case 'audience-refused':
        return 'not-a-member';
      default:
        return 'server-refused';
    }
  }
  if (!(error instanceof ClientError)) return 'server-refused';
  switch (error.code) {
    case 'file-changed':
    case 'file-unreadable':
      return error.code;
    case 'not-a-member':
    case 'unknown-conversation':
      return 'not-a-member';
    case 'message-too-long':
    case 'invalid-input':
    case 'unknown-message':
      return 'message-refused';
    default:
      return 'server-refused';
  }
}
