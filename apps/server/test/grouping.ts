import { randomBytes, randomUUID } from 'node:crypto';
import { generateDeviceIdentity } from '@sotto/crypto/identity';
import {
  type CommitId,
  type DeviceId,
  encodeBase64,
  type GroupId,
  type GroupSeq,
  uuidToBytes,
} from '@sotto/protocol';
import {
  type CommitOutcome,
  type GroupCommit,
  type GroupDevice,
  type Route,
  routes,
} from '@sotto/protocol/http';
import type { DownFrame, GroupSendFrame } from '@sotto/protocol/socket';
import {
  callRoute,
  listed,
  random,
  registerOnWire,
  requestRoute,
  signInOnWire,
  type WireAccount,
  type WireSocket,
} from '@sotto/testing';
import { newMessageId } from './messaging.ts';

const contentTypes = { application: 1, proposal: 2, commit: 3 } as const;
type Kind = keyof typeof contentTypes;

/** A PrivateMessage as the server sees one: a true head, and behind it what it cannot read anyway. */
export function privateMessage(groupId: GroupId, epoch: number, kind: Kind, size = 100): Uint8Array {
  const head = Buffer.from([
    0,
    1,
    0,
    2,
    16,
    ...uuidToBytes(groupId),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    contentTypes[kind],
  ]);
  head.writeBigUInt64BE(BigInt(epoch), 21);
  return Buffer.concat([head, randomBytes(Math.max(0, size - head.length))]);
}

/** A PublicMessage of this kind of sender: 4 for somebody who joins by it. */
export function publicMessage(groupId: GroupId, epoch: number, kind: Kind, sender = 4): Uint8Array {
  const from = sender < 3 ? [sender, 0, 0, 0, 0] : [sender];
  const head = Buffer.from([0, 1, 0, 1, 16, ...uuidToBytes(groupId), 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeBigUInt64BE(BigInt(epoch), 21);
  return Buffer.concat([head, Buffer.from([...from, 0, contentTypes[kind]]), randomBytes(60)]);
}

export const newGroupId = () => randomUUID() as GroupId;
export const named = (account: WireAccount): GroupDevice => ({
  user_id: account.accountId,
  device_id: account.deviceId,
});

export const createBody = (account: WireAccount, groupId: GroupId) => ({
  device_id: account.deviceId,
  group_id: groupId,
  group_info: encodeBase64(random(200)),
});

/** A group with its creator in it. */
export async function makeGroup(creator: WireAccount): Promise<GroupId> {
  const groupId = newGroupId();
  await callRoute(creator.url, routes.createGroup, {
    token: creator.token,
    params: { creator_id: creator.accountId },
    body: createBody(creator, groupId),
  });
  return groupId;
}

export type CommitOptions = {
  readonly added?: readonly WireAccount[];
  readonly removed?: readonly WireAccount[];
  readonly id?: string;
  readonly after?: number;
  readonly refuses?: number;
  readonly welcome?: boolean;
  readonly message?: Uint8Array;
  readonly size?: number;
};

/** A commit of this device in this epoch. */
export function commitBody(
  from: WireAccount,
  groupId: GroupId,
  epoch: number,
  options: CommitOptions = {},
): GroupCommit {
  const { added = [], removed = [], refuses } = options;
  const message = options.message ?? privateMessage(groupId, epoch, 'commit', options.size);
  return {
    device_id: from.deviceId,
    commit_id: (options.id ?? randomUUID()) as CommitId,
    after: (options.after ?? 0) as GroupSeq,
    commit: encodeBase64(message),
    added: added.map(named),
    removed: removed.map(named),
    ...((options.welcome ?? added.length > 0) ? { welcome: encodeBase64(random(300)) } : {}),
    group_info: encodeBase64(random(200)),
    ...(refuses === undefined ? {} : { refuses: refuses as GroupSeq }),
  };
}

/** The commit as it is answered, whatever the answer. */
export function submitCommit(from: WireAccount, groupId: GroupId, body: object) {
  return requestRoute(from.url, routes.commitGroup, {
    token: from.token,
    params: { group_id: groupId, committer_id: from.accountId },
    body: body as GroupCommit,
  });
}

/** A commit that is accepted; its number. */
export async function commit(
  from: WireAccount,
  groupId: GroupId,
  epoch: number,
  options: CommitOptions = {},
): Promise<number> {
  const answer = await submitCommit(from, groupId, commitBody(from, groupId, epoch, options));
  const body = answer.body as CommitOutcome | undefined;
  if (answer.status !== 200 || body?.outcome !== 'accepted')
    throw new Error(`not accepted: ${JSON.stringify(answer.body)}`);
  return body.seq;
}

/** Adds devices and has them done with their Welcome, so that they read the log. */
export async function addTo(
  groupId: GroupId,
  epoch: number,
  committer: WireAccount,
  added: readonly WireAccount[],
): Promise<number> {
  const seq = await commit(committer, groupId, epoch, { added });
  for (const account of added) await acknowledgeWelcome(account, groupId, seq);
  return seq;
}

/** A group with these in it: the first made it and added the others, who have joined. In epoch 1. */
export async function groupOf(
  ...[creator, ...others]: readonly [WireAccount, ...WireAccount[]]
): Promise<GroupId> {
  const groupId = await makeGroup(creator);
  await addTo(groupId, 0, creator, others);
  return groupId;
}

export function welcomeOf(account: WireAccount, groupId: GroupId) {
  return requestRoute(account.url, routes.getWelcome, {
    token: account.token,
    params: { group_id: groupId, device_id: account.deviceId },
  });
}

export async function acknowledgeWelcome(account: WireAccount, groupId: GroupId, seq: number) {
  await callRoute(account.url, routes.acknowledgeWelcome, {
    token: account.token,
    params: { group_id: groupId, device_id: account.deviceId },
    query: { commit_seq: String(seq) },
  });
}

/** Notes that this device has stored a log so far. */
export async function acknowledgeThrough(account: WireAccount, groupId: GroupId, through: number) {
  await callRoute(account.url, routes.acknowledgeGroupLog, {
    token: account.token,
    params: { group_id: groupId, user_id: account.accountId, device_id: account.deviceId },
    body: { through: through as never },
  });
}

/** A message to a group as it is answered over HTTP. */
export function post(
  from: WireAccount,
  groupId: GroupId,
  payload: Uint8Array,
  options: { id?: string; after?: number } = {},
) {
  return requestRoute(from.url, routes.sendGroupMessage, {
    token: from.token,
    params: { group_id: groupId, sender_id: from.accountId },
    body: {
      device_id: from.deviceId,
      message_id: options.id ?? newMessageId(),
      after: options.after ?? 0,
      payload: encodeBase64(payload),
    },
  });
}

export function groupSendFrame(
  groupId: GroupId,
  epoch: number,
  options: { id?: string; size?: number } = {},
): GroupSendFrame {
  return {
    type: 'group-send',
    message_id: (options.id ?? newMessageId()) as GroupSendFrame['message_id'],
    group_id: groupId,
    payload: privateMessage(groupId, epoch, 'application', options.size) as Uint8Array<ArrayBuffer>,
  };
}

export function logOf(account: WireAccount, groupId: GroupId, after = 0, limit = 500) {
  return requestRoute(account.url, routes.getGroupLog, {
    token: account.token,
    params: { group_id: groupId },
    query: { after: String(after), limit: String(limit) },
  });
}

/** A GET about a group, as it is answered. */
export function ask<R extends Route>(account: WireAccount, route: R, groupId: GroupId) {
  return requestRoute(account.url, route, {
    token: account.token,
    params: { group_id: groupId, user_id: account.accountId, device_id: account.deviceId },
  });
}

type EventsFrame = Extract<DownFrame, { type: 'group-events' }>;

/** Every event of a group that a socket was sent, in the order it was. */
export function groupEvents(socket: WireSocket, groupId: GroupId): EventsFrame['events'] {
  return socket.frames.flatMap((frame) =>
    frame.type === 'group-events' && frame.group_id === groupId ? frame.events : [],
  );
}

export const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string } | undefined)?.code;

/** The account on one more device, registered. `others` are its devices so far. */
export async function anotherDevice(others: readonly [WireAccount, ...WireAccount[]]): Promise<WireAccount> {
  const [account] = others;
  const deviceId = Buffer.from(random(16)).toString('base64url') as DeviceId;
  const device = generateDeviceIdentity(account.accountId, deviceId, random);
  const signedIn = await signInOnWire(account.url, account.username, account.passphrase, device);
  if (signedIn === undefined) throw new Error('signing in failed');
  const added = { ...account, deviceId, device, signedIn, token: signedIn.tokens.access_token };
  await registerOnWire(added, { version: others.length + 1, others: others.map(listed) });
  return added;
}
