import { randomBytes } from 'node:crypto';
import type { ConversationId } from '@sotto/client';
import type { SqlStore } from '@sotto/client/platform';
import { createCommit, type GroupState, loadGroup, members } from '@sotto/crypto/group';
import { type CommitId, encodeBase64, type GroupId, type GroupSeq } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { callRoute } from '@sotto/testing';
import type { LostCommit } from './crowd-protocol.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));

/**
 * Sends a commit of a device whose role does not allow it, as a modified client would: it removes another
 * member. The server cannot see that and takes it.
 *
 * @returns whether the server took it: false when another commit was first.
 */
export async function commitWithoutRole(
  store: SqlStore,
  serverUrl: string,
  groupId: ConversationId,
): Promise<boolean> {
  const state = storedGroup(store, groupId);
  const account = one(store, 'select account_id, device_id, access_token from account', []);
  const { cursor } = one(store, 'select cursor from groups where group_id = ?', [groupId]);
  const victim = members(state).find(({ leaf }) => leaf !== state.ownLeaf && leaf > 0);
  if (victim === undefined) throw new Error('nobody to remove');
  const leaf = one(store, 'select account_id, device_id from group_leaves where group_id = ? and leaf = ?', [
    groupId,
    victim.leaf,
  ]);
  const made = createCommit(state, { proposals: [{ kind: 'remove', leaf: victim.leaf }], random });
  const answer = await callRoute(serverUrl, routes.commitGroup, {
    token: account['access_token'] as string,
    params: { group_id: groupId as string as GroupId, committer_id: account['account_id'] as never },
    body: {
      device_id: account['device_id'] as never,
      commit_id: crypto.randomUUID() as CommitId,
      after: cursor as GroupSeq,
      commit: encodeBase64(made.commit),
      added: [],
      removed: [{ user_id: leaf['account_id'] as never, device_id: leaf['device_id'] as never }],
      group_info: encodeBase64(random(1024)),
    },
  });
  return answer.outcome === 'accepted';
}

/** A commit that a device made in the epoch it is in and that the server did not take. */
export function lostCommit(store: SqlStore, groupId: ConversationId): LostCommit {
  const state = storedGroup(store, groupId);
  return { epoch: Number(state.epoch), commit: createCommit(state, { proposals: [], random }).commit };
}

function storedGroup(store: SqlStore, groupId: ConversationId): GroupState {
  const rows = store.all('select key, value from group_records where group_id = ?', [groupId]);
  return loadGroup(rows.map((row) => [row['key'] as string, row['value'] as Uint8Array]));
}

function one(store: SqlStore, sql: string, parameters: Parameters<SqlStore['all']>[1]) {
  const [row] = store.all(sql, parameters);
  if (row === undefined) throw new Error('the store has no such row');
  return row;
}
