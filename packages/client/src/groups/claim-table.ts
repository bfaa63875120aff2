import { constantTimeEqual } from '@sotto/crypto/primitives';
import type { AccountId, ConversationId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, textOf } from '../store/columns.ts';
import { readEpoch } from './epoch-table.ts';
import type { GroupRecord } from './group-table.ts';

/** What a device of somebody said it holds: the newest word of each account. */
export type Claim = {
  readonly accountId: AccountId;
  readonly epoch: number;
  readonly digest: Uint8Array;
  /** The newest epoch they are in. */
  readonly newest: number;
  readonly heardAt: number;
};

/** How what others hold compares with what this device holds. */
export type Votes = {
  /** Of those who spoke of what is in dispute: of an epoch before it they all hold the same. */
  readonly agree: number;
  readonly disagree: readonly AccountId[];
  /** They are in an epoch that this device has not reached. */
  readonly ahead: number;
  /** And have been for so long that this device should have been told of it. */
  readonly stalled: number;
};

/** What of a group's record the votes are about. */
type VotedOn = Pick<GroupRecord, 'groupId' | 'epoch' | 'refusedAt' | 'refusedCertain'>;

/** Claims older than this say nothing about now. */
const claimLifeMs = 10 * 60_000;

/** A commit takes less than this to come to everybody who is connected. */
const stalledAfterMs = 12_000;

export function saveClaim(changes: Changes, groupId: ConversationId, claim: Claim): void {
  changes.run(
    `insert into group_claims (group_id, account_id, epoch, digest, newest, heard_at) values (?, ?, ?, ?, ?, ?)
     on conflict (group_id, account_id) do update set epoch = excluded.epoch, digest = excluded.digest,
       newest = excluded.newest, heard_at = excluded.heard_at where excluded.newest >= newest`,
    [groupId, claim.accountId, claim.epoch, claim.digest, claim.newest, claim.heardAt],
  );
  changes.touchGroup(groupId);
}

export function countVotes(
  reader: Reader,
  { groupId, epoch, refusedAt, refusedCertain }: VotedOn,
  now: number,
): Votes {
  const claims = readClaims(reader, groupId)
    .filter((claim) => claim.heardAt >= now - claimLifeMs)
    .map((claim) => ({ ...claim, own: readEpoch(reader, groupId, claim.epoch)?.digest }));
  const disagree = claims.filter(({ own, digest }) => own !== undefined && !constantTimeEqual(own, digest));
  const disputedFrom = disagree.reduce((first, claim) => Math.min(first, claim.epoch), epoch);
  const isUnsure = refusedAt !== null && !refusedCertain;
  const agree = claims.filter(
    (claim) =>
      claim.own !== undefined &&
      !disagree.includes(claim) &&
      claim.epoch >= disputedFrom &&
      // Of a commit that was refused here: whoever went on with it, or has not seen it, does not agree.
      (!isUnsure || (claim.newest <= epoch && claim.heardAt >= refusedAt)),
  );
  const ahead = claims.filter(({ newest }) => newest > epoch);
  return {
    agree: agree.length,
    disagree: disagree.map(({ accountId }) => accountId),
    ahead: ahead.length,
    stalled: ahead.filter(({ heardAt }) => heardAt < now - stalledAfterMs).length,
  };
}

const answerIntervalMs = 30_000;

/** Whether it is time to tell somebody what this device holds; notes that it was done. */
export function mayAnswer(
  changes: Changes,
  groupId: ConversationId,
  accountId: AccountId,
  now: number,
): boolean {
  const noted = changes.run(
    'update group_claims set answered_at = ? where group_id = ? and account_id = ? and answered_at <= ?',
    [now, groupId, accountId, now - answerIntervalMs],
  );
  return noted > 0;
}

export function forgetClaims(changes: Changes, groupId: ConversationId): void {
  changes.run('delete from group_claims where group_id = ?', [groupId]);
}

function readClaims(reader: Reader, groupId: ConversationId): Claim[] {
  return reader
    .all('select account_id, epoch, digest, newest, heard_at from group_claims where group_id = ?', [groupId])
    .map((row) => ({
      accountId: textOf(row, 'account_id') as AccountId,
      epoch: numberOf(row, 'epoch'),
      digest: bytesOf(row, 'digest'),
      newest: numberOf(row, 'newest'),
      heardAt: numberOf(row, 'heard_at'),
    }));
}
