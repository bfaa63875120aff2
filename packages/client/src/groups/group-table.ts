import type { AccountId, ConversationId } from '@sotto/protocol';
import type { GroupContextContent } from '@sotto/protocol/content';
import type { GroupPicture, GroupStanding, HistoryPolicy } from '../api/group.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, optionalBytes, optionalNumber, optionalText, textOf } from '../store/columns.ts';

export type Standing = GroupStanding['kind'];
export type RepairCause = Extract<GroupStanding, { kind: 'repairing' }>['cause'];

/** A group as this device stands to it. */
export type GroupRecord = {
  readonly groupId: ConversationId;
  readonly standing: Standing;
  readonly cause: RepairCause | null;
  readonly invitedBy: AccountId | null;
  readonly suite: number;
  readonly epoch: number;
  /** Everything of the log up to here was taken in. */
  readonly cursor: number;
  /** Since when this device has been in it. */
  readonly joinedAt: number;
  /** Opens the GroupInfo that the server keeps. */
  readonly rejoinKey: Uint8Array;
  /** The commit it comes from, and whether the account's copy at the server is this one. */
  readonly rejoinKeySeq: number;
  readonly rejoinKeyKept: boolean;
  /** The newest commit of the log that was refused here and that nobody has gone on without yet. */
  readonly refusedSeq: number | null;
  readonly refusedAt: number | null;
  /** No member can have taken it: what it does is not allowed, or others were asked. */
  readonly refusedCertain: boolean;
  /** The store may be older than what was sent: commit before sending (REQ-S7). */
  readonly freshBeforeSend: boolean;
  /** When this device last gave itself fresh keys, and how much it sent since (REQ-G8). */
  readonly updatedAt: number;
  readonly sentSinceUpdate: number;
  readonly name: string;
  readonly description: string;
  readonly picture: GroupPicture | null;
  readonly history: HistoryPolicy;
  readonly rejoin: boolean;
  readonly createdBy: AccountId;
  readonly createdAt: number;
};

export function readGroup(reader: Reader, groupId: ConversationId): GroupRecord | null {
  const row = reader.first('select * from groups where group_id = ?', [groupId]);
  return row === undefined ? null : groupOf(row);
}

export function readGroups(reader: Reader): GroupRecord[] {
  return reader.all('select * from groups order by group_id').map(groupOf);
}

/** Groups in which this device takes part: sending may wait, but what comes is taken in. */
export function isIn(group: GroupRecord): boolean {
  return group.standing === 'member' || group.standing === 'invited' || group.standing === 'creating';
}

export type NewGroupRecord = Pick<
  GroupRecord,
  | 'groupId'
  | 'standing'
  | 'invitedBy'
  | 'suite'
  | 'epoch'
  | 'cursor'
  | 'joinedAt'
  | 'rejoinKey'
  | 'rejoinKeySeq'
> & { readonly context: GroupContextContent };

/** Adds a group, or puts one that was left, removed from or repaired on its feet again. */
export function insertGroup(changes: Changes, group: NewGroupRecord): void {
  const { context } = group;
  changes.run(
    `insert into groups (group_id, standing, invited_by, suite, epoch, cursor, joined_at, rejoin_key,
       rejoin_key_seq, updated_at, name, description, history, rejoin, created_by, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', 0, ?, ?)
     on conflict (group_id) do update set standing = excluded.standing, cause = null,
       invited_by = excluded.invited_by, suite = excluded.suite, epoch = excluded.epoch,
       cursor = excluded.cursor, joined_at = excluded.joined_at, rejoin_key = excluded.rejoin_key,
       rejoin_key_seq = excluded.rejoin_key_seq, rejoin_key_kept = 0, refused_seq = null, refused_at = null, refused_certain = 0,
       fresh_before_send = 0, updated_at = excluded.updated_at, sent_since_update = 0`,
    [
      group.groupId,
      group.standing,
      group.invitedBy,
      group.suite,
      group.epoch,
      group.cursor,
      group.joinedAt,
      group.rejoinKey,
      group.rejoinKeySeq,
      group.joinedAt,
      context.createdBy,
      context.createdAt,
    ],
  );
  saveContext(changes, group.groupId, context);
}

/** Repeats what the group context says, for lists. */
export function saveContext(changes: Changes, groupId: ConversationId, context: GroupContextContent): void {
  changes.run(
    `update groups set name = ?, description = ?, picture_type = ?, picture = ?, history = ?, rejoin = ?
       where group_id = ?`,
    [
      context.name,
      context.description,
      context.picture?.mediaType ?? null,
      context.picture?.bytes ?? null,
      JSON.stringify(context.history),
      context.rejoin ? 1 : 0,
      groupId,
    ],
  );
  changes.touchConversation(groupId);
}

type Column =
  | 'standing'
  | 'cause'
  | 'epoch'
  | 'cursor'
  | 'acknowledged'
  | 'rejoin_key'
  | 'rejoin_key_seq'
  | 'rejoin_key_kept'
  | 'refused_seq'
  | 'refused_at'
  | 'fresh_before_send'
  | 'updated_at'
  | 'sent_since_update'
  | 'refused_certain';

/** Sets some columns. Names are of the closed list above, never from outside. */
export function updateGroup(
  changes: Changes,
  groupId: ConversationId,
  columns: Partial<Record<Column, string | number | Uint8Array | null>>,
): void {
  const names = Object.keys(columns);
  if (names.length === 0) return;
  changes.run(`update groups set ${names.map((name) => `${name} = ?`).join(', ')} where group_id = ?`, [
    ...Object.values(columns),
    groupId,
  ]);
}

/** Shown to whoever looks; also for those who wait for the group to be fit to send again. */
export function setStanding(
  changes: Changes,
  groupId: ConversationId,
  standing: Standing,
  cause: RepairCause | null = null,
): void {
  updateGroup(changes, groupId, { standing, cause });
  changes.touchConversation(groupId);
  changes.touchGroup(groupId);
}

function groupOf(row: SqlRow): GroupRecord {
  const pictureType = optionalText(row, 'picture_type');
  const picture = optionalBytes(row, 'picture');
  return {
    groupId: textOf(row, 'group_id') as ConversationId,
    standing: textOf(row, 'standing') as Standing,
    cause: optionalText(row, 'cause') as RepairCause | null,
    invitedBy: optionalText(row, 'invited_by') as AccountId | null,
    suite: numberOf(row, 'suite'),
    epoch: numberOf(row, 'epoch'),
    cursor: numberOf(row, 'cursor'),
    joinedAt: numberOf(row, 'joined_at'),
    rejoinKey: bytesOf(row, 'rejoin_key'),
    rejoinKeySeq: numberOf(row, 'rejoin_key_seq'),
    rejoinKeyKept: numberOf(row, 'rejoin_key_kept') === 1,
    refusedSeq: optionalNumber(row, 'refused_seq'),
    refusedAt: optionalNumber(row, 'refused_at'),
    refusedCertain: numberOf(row, 'refused_certain') === 1,
    freshBeforeSend: numberOf(row, 'fresh_before_send') === 1,
    updatedAt: numberOf(row, 'updated_at'),
    sentSinceUpdate: numberOf(row, 'sent_since_update'),
    name: textOf(row, 'name'),
    description: textOf(row, 'description'),
    picture:
      pictureType === null || picture === null
        ? null
        : { mediaType: pictureType as GroupPicture['mediaType'], bytes: picture },
    history: JSON.parse(textOf(row, 'history')) as HistoryPolicy,
    rejoin: numberOf(row, 'rejoin') === 1,
    createdBy: textOf(row, 'created_by') as AccountId,
    createdAt: numberOf(row, 'created_at'),
  };
}

/** After an unclean start: nothing is sent in an epoch that this store knows before the next (REQ-S7). */
export function distrustGroupChains(changes: Changes): void {
  changes.run(`update groups set fresh_before_send = 1 where standing in ('creating', 'invited', 'member')`);
}

/** Groups that give themselves fresh keys as soon as there is something to send. */
export function distrustedGroups(reader: Reader): ConversationId[] {
  return reader
    .all('select group_id from groups where fresh_before_send = 1')
    .map((row) => textOf(row, 'group_id') as ConversationId);
}
