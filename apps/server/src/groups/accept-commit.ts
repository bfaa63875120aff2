import type { CommitId, GroupId, ProblemCode } from '@sotto/protocol';
import type { GroupDevice } from '@sotto/protocol/http';
import type { Transaction } from '../db/database.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { CheckedCommit } from './check-group-message.ts';

/** A commit as it was submitted, with its byte strings as bytes. */
export type OutgoingCommit = CheckedCommit & {
  readonly groupId: GroupId;
  readonly commitId: CommitId;
  readonly refuses: number | undefined;
  readonly added: readonly GroupDevice[];
  readonly removed: readonly GroupDevice[];
  readonly commit: Buffer;
  readonly welcome: Buffer | undefined;
  readonly groupInfo: Buffer;
};

export type CommitResult =
  | {
      readonly kind: 'accepted' | 'repeated';
      readonly seq: number;
      /** The one that begins with it. */
      readonly epoch: number;
      readonly acceptedAt: number;
      /** Row numbers of devices that read the log from now on, will once they have their Welcome, no longer do. */
      readonly joined: readonly number[];
      readonly welcomed: readonly number[];
      readonly departed: readonly number[];
    }
  | { readonly kind: 'stale'; readonly epoch: number; readonly commitSeq: number };

type Row = {
  verdict: string;
  seq: number;
  epoch: number;
  commit_seq: number;
  accepted_ms: number;
  joined: number[] | null;
  welcomed: number[] | null;
  departed: number[] | null;
};

/** The only way an epoch moves: by compare-and-set under the group's lock (`0004-groups.sql`). @throws ProblemError */
export async function acceptCommit(
  tx: Transaction,
  commit: OutgoingCommit,
  membersMax: number,
): Promise<CommitResult> {
  const { rows } = await tx.query<Row>(
    `select verdict, seq, epoch, commit_seq, accepted_ms, joined::float8[], welcomed::float8[], departed::float8[]
       from accept_group_commit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      commit.groupId,
      commit.commitId,
      commit.epoch,
      commit.outside,
      commit.refuses ?? null,
      commit.added.map((device) => device.user_id),
      commit.added.map((device) => device.device_id),
      commit.removed.map((device) => device.user_id),
      commit.removed.map((device) => device.device_id),
      commit.commit,
      commit.welcome ?? null,
      commit.groupInfo,
      membersMax,
    ],
  );
  const { verdict, seq, epoch, commit_seq: commitSeq, accepted_ms: acceptedAt, ...row } = rows[0] as Row;
  switch (verdict) {
    case 'accepted':
    case 'repeated': {
      const { joined, welcomed, departed } = row;
      const changes = { joined: joined ?? [], welcomed: welcomed ?? [], departed: departed ?? [] };
      return { kind: verdict, seq, epoch, acceptedAt, ...changes };
    }
    case 'stale':
      return { kind: 'stale', epoch, commitSeq };
    case 'welcome-missing':
      throw new ProblemError('invalid-request', { detail: 'whoever is added needs a Welcome' });
    default:
      throw new ProblemError(verdict as ProblemCode);
  }
}
