import type { AccountId, ConversationId } from '@sotto/protocol';
import type { GroupCommit } from '@sotto/protocol/http';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, optionalText, textOf } from '../store/columns.ts';
import { releaseClaims } from './claim-key-packages.ts';

/** Which route a commit takes: the server cannot see inside it. */
export type CommitRoute = 'add' | 'remove' | 'commit' | 'rejoin';

/**
 * The one commit of a group that is under way. It is stored, with the state after it, before it is sent;
 * whatever happens, the same is sent again until the server says what became of it.
 */
export type PendingCommit = {
  readonly groupId: ConversationId;
  readonly commitId: string;
  readonly route: CommitRoute;
  /** The account that the route names, for `remove`. */
  readonly targetId: AccountId | null;
  readonly submission: GroupCommit;
  /** SHA-256 of the commit: what comes back in the log has to be this one. */
  readonly commitHash: Uint8Array;
  readonly removes: boolean;
  readonly leaving: readonly AccountId[];
  readonly attempts: number;
  readonly nextAt: number;
};

export function savePending(changes: Changes, pending: Omit<PendingCommit, 'attempts' | 'nextAt'>): void {
  changes.run(
    `insert or replace into group_pending (group_id, commit_id, route, target_id, submission, commit_hash,
       removes, leaving) values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      pending.groupId,
      pending.commitId,
      pending.route,
      pending.targetId,
      JSON.stringify(pending.submission),
      pending.commitHash,
      pending.removes ? 1 : 0,
      JSON.stringify(pending.leaving),
    ],
  );
  changes.touchGroup(pending.groupId);
}

export function readPending(reader: Reader, groupId: ConversationId): PendingCommit | null {
  const row = reader.first('select * from group_pending where group_id = ?', [groupId]);
  if (row === undefined) return null;
  return {
    groupId,
    commitId: textOf(row, 'commit_id'),
    route: textOf(row, 'route') as CommitRoute,
    targetId: optionalText(row, 'target_id') as AccountId | null,
    submission: JSON.parse(textOf(row, 'submission')) as GroupCommit,
    commitHash: bytesOf(row, 'commit_hash'),
    removes: numberOf(row, 'removes') === 1,
    leaving: JSON.parse(textOf(row, 'leaving')) as AccountId[],
    attempts: numberOf(row, 'attempts'),
    nextAt: numberOf(row, 'next_at'),
  };
}

export function removePending(changes: Changes, groupId: ConversationId): void {
  releaseClaims(changes, groupId);
  changes.run('delete from group_pending where group_id = ?', [groupId]);
  changes.touchGroup(groupId);
}
