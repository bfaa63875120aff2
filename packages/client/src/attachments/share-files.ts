import { type ConversationId, encodeBase64 } from '@sotto/protocol';
import { capabilityHeader, routes } from '@sotto/protocol/http';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { bodyOf } from '../messages/stored-body.ts';
import { audienceOf } from './audience.ts';
import { remoteBlob } from './download/remote-blob.ts';

/**
 * Before a message with files is passed on: the server is told for whom they are now as well. It is done first, and
 * needs a connection, so that nobody is sent a file that is not given to them.
 *
 * @throws ClientError `unknown-message`, `not-permitted` for files that are not to be passed on, `offline`;
 *   ServerProblem.
 */
export async function shareFiles(
  context: DeviceContext,
  messageId: string,
  conversationIds: readonly ConversationId[],
): Promise<void> {
  const { database, call } = context;
  const row = database.first(`select text, body from items where item_id = ? and kind = 'message'`, [
    messageId,
  ]);
  if (row === undefined) throw new ClientError('unknown-message');
  const files = bodyOf(row).flatMap((item) => (item.kind === 'file' ? [item.file] : []));
  if (files.some(({ noForward, viewOnce }) => noForward || viewOnce)) throw new ClientError('not-permitted');
  for (const conversationId of conversationIds) {
    const audience = audienceOf(context, conversationId);
    for (const file of files) {
      const { blobId, capability } = remoteBlob(file);
      await call(routes.shareBlob, {
        params: { blob_id: blobId },
        body: { audience },
        headers: { [capabilityHeader]: encodeBase64(capability) },
      });
    }
  }
}
