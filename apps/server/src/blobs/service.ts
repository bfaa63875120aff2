import { isBlobLength } from '@sotto/crypto/public';
import { type BlobId, decodeBase64 } from '@sotto/protocol';
import type {
  BlobAudience,
  BlobLimits,
  createBlob as CreateBlob,
  listBlobAccesses as ListBlobAccesses,
  RouteAnswer,
  RouteBody,
} from '@sotto/protocol/http';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import { type BlobRoom, createBlobRoom } from './blob-room.ts';
import { type ByteRange, parseRange } from './parse-range.ts';
import type { BlobStorage } from './storage/blob-storage.ts';
import { storageProblems } from './storage-problems.ts';
import {
  beginRemoval,
  createBlobRow,
  forgetBlobs,
  keepBlobRow,
  listAccessRows,
  openBlob,
  readUpload,
  readUsage,
  shareBlobRow,
} from './store.ts';
import { createUploads, type Uploads } from './uploads.ts';

/** Encrypted files: announced, received, given out, taken away. */
export type Blobs = {
  readonly storage: BlobStorage;
  readonly uploads: Uploads;
  create(actor: Actor, body: RouteBody<typeof CreateBlob>): Promise<RouteAnswer<typeof CreateBlob>>;
  limits(actor: Actor): Promise<BlobLimits>;
  /** What a download gives, once it is known that it may and that it was recorded. */
  open(
    actor: Actor,
    blobId: BlobId,
    capabilityHash: Uint8Array,
    range: string | undefined,
  ): Promise<{
    readonly length: number;
    readonly range: ByteRange;
    readonly body: () => ReturnType<BlobStorage['read']>;
  }>;
  keep(actor: Actor, blobId: BlobId): Promise<void>;
  share(actor: Actor, blobId: BlobId, capabilityHash: Uint8Array, audience: BlobAudience): Promise<void>;
  accesses(
    actor: Actor,
    blobId: BlobId,
    after: string | undefined,
    limit: number,
  ): Promise<RouteAnswer<typeof ListBlobAccesses>>;
  remove(actor: Actor, blobId: BlobId): Promise<void>;
};

export function createBlobs(context: Context, storage: BlobStorage): Blobs {
  const { database, config } = context;
  const room: BlobRoom = createBlobRoom(context, storage);
  const uploads = createUploads(context, storage, room);

  return {
    storage,
    uploads,
    async create(actor, body) {
      if (body.length > room.blobBytesMax) throw new ProblemError('file-too-large');
      if (!isBlobLength(body.length)) throw new ProblemError('blob-length-refused');
      const audience = ownAudience(actor, body.audience);
      const blob = {
        blobId: body.blob_id,
        length: body.length,
        capabilityHash: decodeBase64(body.capability_hash) as Uint8Array,
        expiresAt: body.expires_at === undefined ? undefined : new Date(body.expires_at),
      };
      const known = await database.asActor(actor, (tx) => readUpload(tx, body.blob_id));
      if (known === undefined) await room.require(body.length);
      const created = await database.asActor(actor, (tx) => createBlobRow(tx, blob, audience, room.bounds));
      if (created.refusal !== null) throw new ProblemError(created.refusal);
      const complete = created.state === 'complete';
      if (known === undefined) context.metrics.uploads.inc({ outcome: 'announced' });
      return {
        blob_id: body.blob_id,
        offset: complete ? body.length : await uploads.offset(actor, body.blob_id),
        complete,
        upload_expires_at: complete ? null : uploads.expiryOf(created.touched_at).toISOString(),
      };
    },
    async limits(actor) {
      const used = await database.asActor(actor, readUsage);
      return {
        file_bytes_max: config.fileBytesMax,
        account_bytes_left:
          room.bounds.accountBytesMax === undefined ? null : Math.max(0, room.bounds.accountBytesMax - used),
        accepting: await room.accepts(0),
        blocked_extensions: [...config.blockedExtensions],
      };
    },
    async open(actor, blobId, capabilityHash, header) {
      const opened = await database.asActor(actor, (tx) => openBlob(tx, blobId, capabilityHash));
      if (opened === undefined) throw new ProblemError('blob-unknown');
      const range = parseRange(header, opened.length);
      return {
        length: opened.length,
        range,
        body: () => storageProblems(() => storage.read(blobId, range.from, range.to)),
      };
    },
    async keep(actor, blobId) {
      if (!(await database.asActor(actor, (tx) => keepBlobRow(tx, blobId))))
        throw new ProblemError('blob-unknown');
    },
    async share(actor, blobId, capabilityHash, audience) {
      const refusal = await database.asActor(actor, (tx) =>
        shareBlobRow(tx, blobId, capabilityHash, ownAudience(actor, audience)),
      );
      if (refusal !== null) throw new ProblemError(refusal);
    },
    async accesses(actor, blobId, after, limit) {
      const { rows, own } = await database.asActor(actor, async (tx) => ({
        rows: await listAccessRows(tx, blobId, after, limit + 1),
        own: (await readUpload(tx, blobId)) !== undefined,
      }));
      if (rows.length === 0 && !own) throw new ProblemError('blob-unknown');
      const page = rows.slice(0, limit);
      return {
        accesses: page.map(({ account_id, device_id, action, first_at, last_at }) => ({
          user_id: account_id,
          device_id,
          action,
          first_at: first_at.toISOString(),
          last_at: last_at.toISOString(),
        })),
        next: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
      };
    },
    async remove(actor, blobId) {
      const notes = await database.asActor(actor, (tx) => beginRemoval(tx, blobId));
      if (notes === undefined) throw new ProblemError('blob-unknown');
      // From here on nobody gets it; what fails now is done by the next sweep.
      await uploads.whileNobodyWrites(blobId, async () => {
        await storageProblems(() => storage.remove(blobId, notes));
        await database.asActor(actor, (tx) => forgetBlobs(tx, [blobId]));
      });
    },
  };
}

/** Whoever uploads a file for people is one of them. */
function ownAudience(actor: Actor, audience: BlobAudience): BlobAudience {
  if (audience.kind === 'group') return audience;
  return { kind: 'accounts', user_ids: [...new Set([actor.accountId, ...audience.user_ids])] };
}
