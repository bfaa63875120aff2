import { randomBytes, randomUUID } from 'node:crypto';
import type { ConversationId } from '@sotto/client';
import { type AccountId, type DeviceId, encodeBase64 } from '@sotto/protocol';
import type { GroupCommit } from '@sotto/protocol/http';
import {
  type CommitOptions,
  createCommit,
  encryptMessage,
  type GroupState,
  loadGroup,
  members,
} from '../../../crypto/src/group/index.ts';
import type { PersonDevice } from './person.ts';

/** Somebody with a modified client: with all that their device holds, and no manners. */
export type HostileMember = {
  readonly state: GroupState;
  /** The leaf of somebody. */
  leafOf(accountId: AccountId): number;
  /** Commits without asking anybody's leave. @returns the answer's outcome. */
  commit(options: Omit<CommitOptions, 'random'>, routing?: Partial<GroupCommit>): Promise<CommitAnswer>;
  /** Sends any bytes as a commit. */
  send(body: GroupCommit): Promise<CommitAnswer>;
  /** An application message that lies about its history. */
  message(content: Uint8Array, authenticatedData: Uint8Array): Uint8Array;
  /** The body of a commit with these bytes. */
  bodyOf(commit: Uint8Array, routing?: Partial<GroupCommit>): GroupCommit;
};

export type CommitAnswer = { readonly status: number; readonly body: Record<string, unknown> };

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));

/** @param serverUrl where to send it. */
export function hostileMember(
  serverUrl: string,
  device: PersonDevice,
  groupId: ConversationId,
): HostileMember {
  const state = loadGroup(
    device.store
      .peek('select key, value from group_records where group_id = ?', [groupId])
      .map((row) => [row['key'] as string, row['value'] as Uint8Array] as const),
  );
  const [own] = device.store.peek('select account_id, device_id, access_token from account');
  const accountId = own?.['account_id'] as AccountId;

  const bodyOf: HostileMember['bodyOf'] = (commit, routing = {}) => ({
    device_id: own?.['device_id'] as DeviceId,
    commit_id: randomUUID() as never,
    after: 0 as never,
    commit: encodeBase64(commit),
    added: [],
    removed: [],
    group_info: encodeBase64(random(64)),
    ...routing,
  });

  async function send(body: GroupCommit): Promise<CommitAnswer> {
    const response = await fetch(`${serverUrl}/api/v1/groups/${groupId}/commits/${accountId}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${own?.['access_token'] as string}`,
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  return {
    state,
    leafOf(wanted) {
      const bytes = Buffer.from(wanted.replaceAll('-', ''), 'hex');
      const found = members(state).find(({ credential }) =>
        Buffer.from(credential).subarray(0, 16).equals(bytes),
      );
      if (found === undefined) throw new Error('not in the group');
      return found.leaf;
    },
    commit(options, routing) {
      const created = createCommit(state, { ...options, random });
      const welcome = created.welcome === undefined ? {} : { welcome: encodeBase64(created.welcome) };
      return send(bodyOf(created.commit, { ...welcome, ...routing }));
    },
    send,
    bodyOf,
    message: (content, authenticatedData) =>
      encryptMessage(state, content, { authenticatedData, random }).message,
  };
}
