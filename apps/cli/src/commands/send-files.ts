import { resolve } from 'node:path';
import type { ConversationId, SottoClient, TimelineMessage, Upload } from '@sotto/client';
import { type Call, RefusedError } from '../command.ts';
import { showProgress } from '../output/progress.ts';
import { asRefusal } from './as-refusal.ts';
import { settled } from './signed-in.ts';

/** Sends files, with a text if there is one, and waits until they are a message that the server has. */
export async function sendFiles(
  client: SottoClient,
  conversationId: ConversationId,
  paths: readonly string[],
  caption: string,
  { signal, output }: Pick<Call, 'signal' | 'output'>,
): Promise<TimelineMessage> {
  const handle = client.openTimeline(conversationId);
  const own = () =>
    handle.timeline.current.items.filter(
      (item): item is TimelineMessage => item.kind === 'message' && item.mine,
    );
  try {
    await settled(handle.timeline, (timeline) => !timeline.loading, signal);
    const before = new Set(own().map(({ id }) => id));
    const files = paths.map((path) => ({ file: resolve(path) }));
    const { uploadId } = await client
      .sendFiles(conversationId, files, { caption })
      .catch((error: unknown) => {
        throw asRefusal('not sent', error);
      });
    const upload = () => client.uploads.current.find((one) => one.uploadId === uploadId);
    const stopProgress = showProgress(output, client.uploads, () => progressOf(upload()));
    try {
      await settled(client.uploads, () => isOver(upload()), signal);
    } finally {
      stopProgress();
    }
    const failed = upload();
    if (failed !== undefined) throw await refusal(client, failed);
    const message = () =>
      own().find(({ id, parts }) => !before.has(id) && parts.some((part) => part.kind === 'file'));
    await settled(handle.timeline, () => (message()?.state ?? 'waiting') !== 'waiting', signal);
    return message() as TimelineMessage;
  } finally {
    handle.close();
  }
}

function isOver(upload: Upload | undefined): boolean {
  return upload === undefined || upload.state.kind === 'failed' || upload.state.kind === 'needs-file';
}

/** Nobody comes back to an upload of the terminal: what failed is given up. */
async function refusal(client: SottoClient, { uploadId, state }: Upload): Promise<RefusedError> {
  await client.cancelUpload(uploadId);
  const reason = state.kind === 'failed' ? state.reason : 'file-unreadable';
  return new RefusedError(reason, `not sent: ${reason}`);
}

function progressOf(upload: Upload | undefined) {
  return upload === undefined
    ? null
    : { done: upload.bytesSent, of: upload.bytes, perSecond: upload.bytesPerSecond };
}
