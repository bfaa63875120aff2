import type { BlobId, ConversationId } from '@sotto/protocol';
import type { BodyItem, FileBody } from '@sotto/protocol/content';
import { ClientError } from '../client-error.ts';
import { bodyOf } from '../messages/stored-body.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, optionalText, textOf } from '../store/columns.ts';
import { addDuty } from './duty-table.ts';

/** A file in a message, named by the message and its blob. */
export type FileRecord = {
  readonly fileId: string;
  readonly messageId: string;
  readonly conversationId: ConversationId;
  readonly mine: boolean;
  readonly body: FileBody;
  readonly state: 'viewed' | 'gone' | 'damaged' | null;
};

export function fileIdOf(messageId: string, blobId: BlobId): string {
  return `${messageId}/${blobId}`;
}

/** Writes down which blobs a message names, so that they go when nothing names them any more. */
export function noteFiles(
  changes: Changes,
  messageId: string,
  items: readonly BodyItem[],
  owned: boolean,
): void {
  for (const item of items) {
    if (item.kind !== 'file') continue;
    changes.run('insert or ignore into message_files (message_id, blob_id, owned) values (?, ?, ?)', [
      messageId,
      item.file.blobId,
      owned ? 1 : 0,
    ]);
  }
}

/**
 * A message is gone: so are the copies of its files on this device, and at the server if it was for everybody and
 * nothing else of this account names them.
 */
export function forgetFiles(changes: Changes, messageId: string, forEverybody: boolean): void {
  const rows = changes.all('select blob_id, owned from message_files where message_id = ?', [messageId]);
  changes.run('delete from message_files where message_id = ?', [messageId]);
  changes.run('delete from file_states where message_id = ?', [messageId]);
  for (const row of rows) {
    const blobId = textOf(row, 'blob_id') as BlobId;
    if (changes.first('select 1 from message_files where blob_id = ?', [blobId]) !== undefined) continue;
    addDuty(changes, blobId, 'drop');
    if (forEverybody && numberOf(row, 'owned') === 1) addDuty(changes, blobId, 'remove');
  }
}

/** @throws ClientError `unknown-file`. */
export function readFile(reader: Reader, fileId: string): FileRecord {
  const [messageId, blobId] = fileId.split('/', 2);
  const row =
    messageId === undefined
      ? undefined
      : reader.first(
          `select i.item_id, i.conversation_id, i.mine, i.text, i.body, s.state from items i
             left join file_states s on s.file_id = ? where i.item_id = ? and i.kind = 'message' and i.deleted = 0`,
          [fileId, messageId],
        );
  const files = row === undefined ? [] : bodyOf(row).filter((item) => item.kind === 'file');
  const item = files.find(({ file }) => file.blobId === blobId);
  if (row === undefined || item === undefined) throw new ClientError('unknown-file');
  return {
    fileId,
    messageId: textOf(row, 'item_id'),
    conversationId: textOf(row, 'conversation_id') as ConversationId,
    mine: numberOf(row, 'mine') === 1,
    body: item.file,
    state: optionalText(row, 'state') as FileRecord['state'],
  };
}

export function setFileState(
  changes: Changes,
  file: Pick<FileRecord, 'fileId' | 'messageId' | 'conversationId'>,
  state: FileRecord['state'],
): void {
  if (state === null) changes.run('delete from file_states where file_id = ?', [file.fileId]);
  else {
    changes.run('insert or replace into file_states (file_id, message_id, state) values (?, ?, ?)', [
      file.fileId,
      file.messageId,
      state,
    ]);
  }
  changes.touchConversation(file.conversationId, file.messageId);
}
