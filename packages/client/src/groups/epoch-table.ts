import type { ConversationId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf } from '../store/columns.ts';

/** Epochs of a group that are remembered: more than any two devices are apart that can still talk. */
const epochsMax = 256;

/** What this device held in an epoch. */
export type EpochRecord = { readonly digest: Uint8Array; readonly transcript: Uint8Array };

export function saveEpoch(
  changes: Changes,
  groupId: ConversationId,
  { epoch, digest, transcript }: EpochRecord & { readonly epoch: number },
): void {
  changes.run(
    'insert or replace into group_epochs (group_id, epoch, digest, transcript) values (?, ?, ?, ?)',
    [groupId, epoch, digest, transcript],
  );
  changes.run('delete from group_epochs where group_id = ? and epoch <= ?', [groupId, epoch - epochsMax]);
}

export function readEpoch(reader: Reader, groupId: ConversationId, epoch: number): EpochRecord | null {
  const row = reader.first('select digest, transcript from group_epochs where group_id = ? and epoch = ?', [
    groupId,
    epoch,
  ]);
  return row === undefined
    ? null
    : { digest: bytesOf(row, 'digest'), transcript: bytesOf(row, 'transcript') };
}

/** A device that joins again forgets what it held on a branch of its own. */
export function forgetEpochs(changes: Changes, groupId: ConversationId): void {
  changes.run('delete from group_epochs where group_id = ?', [groupId]);
  changes.run('delete from group_claims where group_id = ?', [groupId]);
}
