import { offsetStreamType, routes, tusVersion } from '@sotto/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { serveBytes } from '../http/serve-bytes.ts';
import { serveRoute } from '../http/serve-route.ts';
import { capabilityHashOf } from './expect-capability.ts';
import type { Blobs } from './service.ts';
import { numberHeader, requireTus } from './tus-headers.ts';

export function serveBlobs(app: FastifyInstance, context: Context, blobs: Blobs): void {
  // The body of an upload is read where it is written to the disk, never as a whole.
  app.addContentTypeParser(offsetStreamType, (_request, payload, done) => done(null, payload));

  serveRoute(app, context, routes.createBlob, ({ actor, body }) => blobs.create(actor, body));
  serveRoute(app, context, routes.getBlobLimits, ({ actor }) => blobs.limits(actor));
  serveRoute(app, context, routes.keepBlob, async ({ actor, params }) => {
    await blobs.keep(actor, params.blob_id);
    return undefined;
  });
  serveRoute(app, context, routes.listBlobAccesses, ({ actor, params, query }) =>
    blobs.accesses(actor, params.blob_id, query.after, query.limit),
  );
  serveBytes(app, context, routes.removeBlob, async ({ actor, params }, reply) => {
    await blobs.remove(actor, params.blob_id);
    return reply.header('tus-resumable', tusVersion).send();
  });
  serveBytes(app, context, routes.shareBlob, async ({ actor, params, request }, reply) => {
    const { audience } = request.body as { audience: Parameters<Blobs['share']>[3] };
    await blobs.share(actor, params.blob_id, capabilityHashOf(request), audience);
    return reply.send();
  });
  serveTransfers(app, context, blobs);
}

/** tus 1.0.0 (core, termination) and range downloads, all at the blob's own address. */
function serveTransfers(app: FastifyInstance, context: Context, blobs: Blobs): void {
  serveBytes(app, context, routes.getUploadOffset, async ({ actor, params, request }, reply) => {
    requireTus(request, reply);
    const { offset, length } = await blobs.uploads.describe(actor, params.blob_id);
    return reply
      .headers({ 'upload-offset': offset, 'upload-length': length, 'cache-control': 'no-store' })
      .send();
  });
  serveBytes(app, context, routes.uploadBytes, async ({ actor, params, request }, reply) => {
    requireTus(request, reply);
    const claimed = numberHeader(request, 'upload-offset');
    const length =
      request.headers['content-length'] === undefined ? undefined : numberHeader(request, 'content-length');
    const { offset, expiresAt } = await blobs.uploads.receive(
      actor,
      params.blob_id,
      claimed,
      request.raw,
      length,
    );
    if (expiresAt !== undefined) void reply.header('upload-expires', expiresAt.toUTCString());
    return reply.header('upload-offset', offset).send();
  });
  serveBytes(app, context, routes.downloadBlob, async ({ actor, params, request }, reply) => {
    void reply.header('accept-ranges', 'bytes');
    const { length, range, body } = await blobs.open(
      actor,
      params.blob_id,
      capabilityHashOf(request),
      request.headers.range,
    );
    const bytes = await body();
    if (!range.whole)
      void reply.code(206).header('content-range', `bytes ${range.from}-${range.to - 1}/${length}`);
    context.metrics.blobBytes.inc({ direction: 'out' }, range.to - range.from);
    return reply
      .headers({
        'content-type': 'application/octet-stream',
        'content-length': range.to - range.from,
        // Ciphertext: of no use to a browser, which is not to guess what it might be.
        'content-disposition': 'attachment',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'no-store',
      })
      .send(bytes);
  });
  app.options('/api/v1/blobs/:blob_id', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .code(204)
      .headers({ 'tus-resumable': tusVersion, 'tus-version': tusVersion, 'tus-extension': 'termination' })
      .send(),
  );
}
