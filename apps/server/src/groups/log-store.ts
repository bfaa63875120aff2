import type { GroupId } from '@sotto/protocol';
import type pg from 'pg';
import { asciiArray, bigintArray, uuidArray } from '../db/binary-arrays.ts';
import type { MailboxActor } from '../messages/outgoing-message.ts';
import { kindOf, type StoredGroupEvent } from './group-event.ts';

/** A group of a device, and how far the device is. */
export type GroupMembership = {
  readonly groupId: GroupId;
  /** Everything up to here is stored there. */
  readonly acknowledged: number;
  /** The newest number the device may read. */
  readonly head: number;
  /** It was removed: there will be no more. */
  readonly hasLeft: boolean;
  /** It has a Welcome to fetch, and reads nothing before it has. */
  readonly welcome: boolean;
};

type MembershipRow = {
  request: number;
  group_id: GroupId;
  acknowledged: number;
  head: number;
  has_left: boolean;
  welcome: boolean;
};

/** The groups of many devices in one statement. */
export async function readMemberships(
  pool: pg.Pool,
  readers: readonly MailboxActor[],
): Promise<GroupMembership[][]> {
  const { rows } = await pool.query<MembershipRow>({
    name: 'read-group-memberships',
    text: 'select request, group_id, acknowledged, head, has_left, welcome from read_group_memberships($1, $2, $3)',
    values: actorColumns(readers),
  });
  const memberships: GroupMembership[][] = readers.map(() => []);
  for (const { request, group_id: groupId, acknowledged, head, has_left: hasLeft, welcome } of rows)
    memberships[request - 1]?.push({ groupId, acknowledged, head, hasLeft, welcome });
  return memberships;
}

export type GroupLogRead = {
  readonly reader: MailboxActor;
  readonly groupId: GroupId;
  readonly after: number;
};

/** A page of a log, as one device may read it. */
export type GroupLogPage = {
  readonly events: readonly StoredGroupEvent[];
  /** Where reading really began: behind the commit that added the device. */
  readonly from: number;
  /** What the device would read first is not kept any more. */
  readonly truncated: boolean;
  /** The newest number the device may read. */
  readonly head: number;
  readonly hasLeft: boolean;
  readonly epoch: number;
  readonly commitSeq: number;
};

export type PageBounds = {
  readonly rowsMax: number;
  readonly bytesMax: number;
  /** A payload larger than this is left out. */
  readonly inlineMax: number;
};

type PageRow = {
  request: number;
  from_seq: number;
  truncated: number;
  head: number;
  has_left: boolean;
  epoch: number;
  commit_seq: number;
  seq: number | null;
  event_epoch: number;
  kind: number;
  event_id: string;
  accepted_ms: number;
  payload: Buffer | null;
};

/** The next events of many logs in one statement. Undefined where the device reads no such log. */
export async function readLogs(
  pool: pg.Pool,
  reads: readonly GroupLogRead[],
  bounds: PageBounds,
): Promise<(GroupLogPage | undefined)[]> {
  const { rows } = await pool.query<PageRow>({
    name: 'read-group-logs',
    text: `select request, from_seq, truncated, head, has_left, epoch, commit_seq, seq, event_epoch, kind, event_id, accepted_ms, payload
             from read_group_logs($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      ...actorColumns(reads.map((read) => read.reader)),
      uuidArray(reads.map((read) => read.groupId)),
      bigintArray(reads.map((read) => read.after)),
      bounds.rowsMax,
      bounds.bytesMax,
      bounds.inlineMax,
    ],
  });
  const pages: ((GroupLogPage & { events: StoredGroupEvent[] }) | undefined)[] = reads.map(() => undefined);
  for (const row of rows) {
    const known = pages[row.request - 1] ?? beginPage(row);
    pages[row.request - 1] = known;
    if (row.seq !== null)
      known.events.push({
        seq: row.seq,
        epoch: row.event_epoch,
        kind: kindOf(row.kind),
        id: row.event_id,
        acceptedAt: row.accepted_ms,
        payload: row.payload ?? undefined,
      });
  }
  return pages;
}

export type GroupAcknowledgement = {
  readonly reader: MailboxActor;
  readonly groupId: GroupId;
  readonly through: number;
};

/** Notes how far devices have stored logs, many in one statement. */
export async function acknowledgeLogs(pool: pg.Pool, reads: readonly GroupAcknowledgement[]): Promise<void> {
  await pool.query({
    name: 'acknowledge-group-logs',
    text: 'select acknowledge_group_logs($1, $2, $3, $4, $5)',
    values: [
      ...actorColumns(reads.map((read) => read.reader)),
      uuidArray(reads.map((read) => read.groupId)),
      bigintArray(reads.map((read) => read.through)),
    ],
  });
}

function beginPage(row: PageRow): GroupLogPage & { events: StoredGroupEvent[] } {
  return {
    events: [],
    from: row.from_seq,
    truncated: row.from_seq < row.truncated,
    head: row.head,
    hasLeft: row.has_left,
    epoch: row.epoch,
    commitSeq: row.commit_seq,
  };
}

function actorColumns(actors: readonly MailboxActor[]): Buffer[] {
  return [
    bigintArray(actors.map((actor) => actor.devicePk)),
    uuidArray(actors.map((actor) => actor.accountId)),
    asciiArray(actors.map((actor) => actor.deviceId)),
  ];
}
