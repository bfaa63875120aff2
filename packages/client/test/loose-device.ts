import { createHash, randomBytes } from 'node:crypto';
import {
  type AccountId,
  type ConversationId,
  type DeviceId,
  type MessageId,
  uuidFromDigest,
  uuidToBytes,
} from '@sotto/protocol';
import {
  encodeContent,
  type GroupContextContent,
  type MessageContent,
  messageIdInput,
  type Part,
} from '@sotto/protocol/content';
import { memoryStore } from '@sotto/store-node';
import type { DeviceContext } from '../src/device-context.ts';
import { insertGroup } from '../src/groups/group-table.ts';
import { saveMembers } from '../src/groups/member-table.ts';
import { createLiveness } from '../src/messages/liveness.ts';
import { takeMessage } from '../src/messages/take-message.ts';
import type { DecryptedMessage } from '../src/sessions/decrypt-envelope.ts';
import type { GroupDescription } from '../src/sessions/describe-group.ts';
import { openDatabase } from '../src/store/changes.ts';
import { migrate } from '../src/store/migrations.ts';

/** Everything behind decryption: contents go in, a timeline comes out. Nothing is encrypted or sent. */
export type LooseDevice = {
  readonly context: DeviceContext;
  readonly conversationId: ConversationId;
  now: number;
  take(message: DecryptedMessage): string;
};

export const account = (n: number) => `${String(n).repeat(8)}-1111-4111-8111-111111111111` as AccountId;
export const groupId = '99999999-9999-4999-8999-999999999999' as ConversationId;

/** @param people beside account 1, whose device it is; they talk in a group. */
export async function looseDevice(people = 3): Promise<LooseDevice> {
  const store = await memoryStore().open();
  migrate(store);
  const database = openDatabase(store);
  const device = { now: 1_800_000_000_000 };
  const platform = {
    random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
    clock: () => device.now,
    timer: () => () => {},
    log: () => {},
  } as unknown as DeviceContext['platform'];
  const self = { accountId: account(1), deviceId: 'device', firstDevice: true } as DeviceContext['self'];
  const context = { database, platform, self } as unknown as DeviceContext;
  database.commit((changes) => {
    for (let n = 1; n <= people + 1; n++) {
      changes.run('insert into people (account_id, username, display_name, role) values (?, ?, ?, ?)', [
        account(n),
        `person${n}`,
        `Person ${n}`,
        'member',
      ]);
    }
    changes.run('insert into conversations (conversation_id, kind, created_at) values (?, ?, ?)', [
      groupId,
      'group',
      1,
    ]);
  });
  const receiving = { ...context, liveness: createLiveness(platform, () => {}) };
  return Object.assign(device, {
    context,
    conversationId: groupId,
    take: (message: DecryptedMessage) =>
      database.commit((changes) => takeMessage(changes, receiving, message)).kind,
  });
}

/** What a group says of itself whose owner is this account. */
export const gardenOf = (owner: AccountId): GroupContextContent => ({
  name: 'Garden',
  description: '',
  picture: null,
  roles: new Map([[owner, 'owner']]),
  history: { kind: 'none' },
  rejoin: true,
  createdBy: owner,
  createdAt: 1,
  extensions: new Map(),
});

/** Puts a device into the group, in epoch 5. */
export function enterGroup(
  { context, now }: LooseDevice,
  held: GroupDescription & { readonly context: GroupContextContent },
): void {
  context.database.commit((changes) => {
    insertGroup(changes, {
      groupId,
      standing: 'member',
      invitedBy: null,
      suite: 0x0003,
      epoch: 5,
      cursor: 9,
      joinedAt: now,
      rejoinKey: new Uint8Array(32),
      rejoinKeySeq: 1,
      context: held.context,
    });
    saveMembers(changes, groupId, null, held, now);
  });
}

/** Writes contents as devices of several people would, each with its own order. */
export function authors() {
  const orders = new Map<string, { counter: number; hash: Uint8Array | null }>();
  return (
    sender: AccountId,
    part: Part,
    change: Partial<Omit<MessageContent, 'replaces' | 'inReplyTo'>> & {
      acceptedAt: number;
      replaces?: string;
      inReplyTo?: string;
      deviceId?: string;
    },
  ): DecryptedMessage => {
    const { acceptedAt, deviceId = 'other', replaces, inReplyTo, ...rest } = change;
    const key = `${sender} ${deviceId}`;
    const order = orders.get(key) ?? { counter: 0, hash: null };
    const content: MessageContent = {
      salt: new Uint8Array(createHash('sha256').update(`${key} ${order.counter}`).digest()).slice(0, 16),
      replaces: replaces === undefined ? null : uuidToBytes(replaces),
      inReplyTo: inReplyTo === undefined ? null : uuidToBytes(inReplyTo),
      topic: new Uint8Array(),
      expires: null,
      conversation: uuidToBytes(groupId),
      counter: order.counter + 1,
      previous: order.hash,
      sentAt: acceptedAt,
      extensions: new Map(),
      part,
      ...rest,
    };
    const bytes = encodeContent(content);
    const hash = new Uint8Array(createHash('sha256').update(bytes).digest());
    orders.set(key, { counter: order.counter + 1, hash });
    const digest = createHash('sha256')
      .update(messageIdInput(sender, groupId, bytes))
      .digest();
    return {
      messageId: uuidFromDigest(new Uint8Array(digest)) as MessageId,
      conversationId: groupId,
      senderId: sender,
      senderDeviceId: deviceId as DeviceId,
      acceptedAt,
      via: 'group',
      content,
      bytes,
    };
  };
}
