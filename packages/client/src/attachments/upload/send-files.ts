import { BlobId, type ConversationId } from '@sotto/protocol';
import { type FileLimits, type FileSendOptions, fileLimits, type OutgoingFile } from '../../api/file.ts';
import { ClientError } from '../../client-error.ts';
import { readConversation } from '../../conversations/conversation-table.ts';
import type { DeviceContext } from '../../device-context.ts';
import type { FileSource } from '../../platform/file-source.ts';
import { randomUuid } from '../../platform/random-uuid.ts';
import { describeOutgoing } from '../describe-outgoing.ts';
import { isBlockedName } from '../is-blocked-name.ts';
import { knownLimits, refreshLimits } from '../known-limits.ts';
import { cleanSource } from '../metadata/clean-source.ts';
import { findUploadByRequest, insertUpload, type NewUploadFile } from './upload-table.ts';
import type { Uploads } from './uploads.ts';

/**
 * Takes files in: what is known of them, their keys and their places are durable when it resolves, and sending goes on
 * by itself, also after a restart.
 *
 * @throws ClientError `invalid-input`, `unknown-conversation`, `file-unreadable`, `file-too-large`, `file-blocked`.
 */
export async function sendFiles(
  context: DeviceContext,
  uploads: Uploads,
  conversationId: ConversationId,
  files: readonly OutgoingFile[],
  options: FileSendOptions = {},
): Promise<{ uploadId: string }> {
  const { database, platform } = context;
  const { caption = '', viewOnce, noForward, ...sending } = options;
  const { requestId } = sending;
  if (files.length === 0 || files.length > fileLimits.filesPerMessage) throw new ClientError('invalid-input');
  if (readConversation(database, conversationId) === null) throw new ClientError('unknown-conversation');
  const repeated = requestId === undefined ? null : findRepeated(context, requestId);
  if (repeated !== null) return { uploadId: repeated };

  const limits = knownLimits(database) ?? (await refreshLimits(context).catch(() => null));
  const opened: { file: NewUploadFile; source: FileSource }[] = [];
  try {
    for (const outgoing of files) opened.push(await take(context, outgoing, options, limits));
  } catch (error) {
    for (const { source } of opened) await source.close().catch(() => {});
    throw error;
  }
  const uploadId = randomUuid(platform.random);
  for (const { file, source } of opened) uploads.offer(file.blobId, source);
  database.commit((changes) =>
    insertUpload(
      changes,
      { uploadId, conversationId, caption: caption.trim(), options: sending, createdAt: platform.clock() },
      requestId ?? null,
      opened.map(({ file }) => file),
    ),
  );
  return { uploadId };
}

/** The same call again: its upload, or the message it has become. */
function findRepeated({ database }: DeviceContext, requestId: string): string | null {
  const upload = findUploadByRequest(database, requestId);
  if (upload !== null) return upload;
  const sent = database.first('select 1 from items where request_id = ?', [requestId]);
  return sent === undefined ? null : requestId;
}

async function take(
  { platform }: DeviceContext,
  outgoing: OutgoingFile,
  options: FileSendOptions,
  limits: FileLimits | null,
): Promise<{ file: NewUploadFile; source: FileSource }> {
  const source = await platform.files.open(outgoing.file).catch((cause: unknown) => {
    throw new ClientError('file-unreadable', cause);
  });
  try {
    const sent = outgoing.keepMetadata === true ? source : await cleanSource(source);
    const said = await describeOutgoing(outgoing, sent, options);
    if (limits !== null) {
      if (sent.size > limits.fileBytesMax) throw new ClientError('file-too-large');
      if (isBlockedName(said.name, limits.blockedExtensions)) throw new ClientError('file-blocked');
    }
    const file: NewUploadFile = {
      blobId: BlobId.parse(randomUuid(platform.random)),
      key: platform.random(32),
      bytes: sent.size,
      said,
      cleaned: sent !== source,
      source: source.reference,
      fingerprint: source.fingerprint,
    };
    return { file, source };
  } catch (error) {
    await source.close().catch(() => {});
    throw error instanceof ClientError ? error : new ClientError('file-unreadable', error);
  }
}
