import { randomBytes, randomUUID } from 'node:crypto';
import { encodeBase64 } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { callRoute } from '@sotto/testing';
import type { BenchAccount } from '../load/bench-account.ts';
import { syntheticMessage } from './group-frames.ts';

/** What commits of a group of 1,500 weigh, in bytes: X25519, on a filled tree. */
const groupInfoBytes = 380_000;
const addingCommitBytes = 530_000;
const welcomeBytes = 600_000;
const updatingCommitBytes = 10_000;

export type SeededGroup = {
  readonly groupId: string;
  /** The epoch it is in now. */
  readonly epoch: number;
  /** The first makes it, then one commit adds all others, who fetch their Welcome: so many seconds. */
  readonly setUpSeconds: number;
};

/** A group of all of them, by the routes that a client uses. */
export async function seededGroup(url: string, members: readonly BenchAccount[]): Promise<SeededGroup> {
  const [creator, ...others] = members;
  if (creator === undefined) throw new Error('a group has a creator');
  const startedAt = performance.now();
  const groupId = randomUUID();
  await callRoute(url, routes.createGroup, {
    token: creator.token,
    params: { creator_id: creator.accountId },
    body: { device_id: creator.deviceId, group_id: groupId, group_info: random(groupInfoBytes) },
  });
  const added = others.map((member) => ({ user_id: member.accountId, device_id: member.deviceId }));
  await callRoute(url, routes.addGroupMembers, {
    token: creator.token,
    params: { group_id: groupId, added_by: creator.accountId },
    body: { ...commitBody(creator, groupId, 0, addingCommitBytes), added, welcome: random(welcomeBytes) },
  });
  const queue = [...others];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let member = queue.pop(); member !== undefined; member = queue.pop()) {
        const about = { token: member.token, params: { group_id: groupId, device_id: member.deviceId } };
        const { commit_seq: seq } = await callRoute(url, routes.getWelcome, about);
        await callRoute(url, routes.acknowledgeWelcome, { ...about, query: { commit_seq: String(seq) } });
      }
    }),
  );
  return { groupId, epoch: 1, setUpSeconds: (performance.now() - startedAt) / 1000 };
}

/** One member after the other commits; how long each waited for its answer, in milliseconds. */
export async function commitInTurn(
  url: string,
  group: SeededGroup,
  members: readonly BenchAccount[],
  count: number,
): Promise<number[]> {
  const waited: number[] = [];
  for (let i = 0; i < count; i++) {
    const member = members[(i * 37) % members.length] as BenchAccount;
    const body = commitBody(member, group.groupId, group.epoch + i, updatingCommitBytes);
    const startedAt = performance.now();
    const answer = await callRoute(url, routes.commitGroup, {
      token: member.token,
      params: { group_id: group.groupId, committer_id: member.accountId },
      body,
    });
    waited.push(performance.now() - startedAt);
    if (answer.outcome !== 'accepted') throw new Error('a commit in turn was not accepted');
  }
  return waited.sort((a, b) => a - b);
}

function commitBody(member: BenchAccount, groupId: string, epoch: number, bytes: number) {
  const commit = syntheticMessage(groupId, epoch, bytes);
  commit[29] = 3;
  return {
    device_id: member.deviceId,
    commit_id: randomUUID(),
    after: 0,
    commit: encodeBase64(commit),
    added: [],
    removed: [],
    group_info: random(groupInfoBytes),
  };
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}
