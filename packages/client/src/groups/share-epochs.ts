import { type AccountId, type ConversationId, uuidFromBytes, uuidToBytes } from '@sotto/protocol';
import { encodeSignal, type GroupEpochs, mediaType } from '@sotto/protocol/content';
import { ensureCarrier } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { enqueueSignal } from '../messages/enqueue-signal.ts';
import { randomShare } from '../platform/random-share.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { mayAnswer, saveClaim } from './claim-table.ts';
import { readEpoch } from './epoch-table.ts';
import { readGroup } from './group-table.ts';
import { readMembers, readRole } from './member-table.ts';

/** What is said of an epoch is worth nothing when it comes late. */
const lifeMs = 60 * 60_000;

/** Epochs that are told of a group, and at most. */
const recentEpochs = 4;
const epochsMax = 32;

type Context = Pick<DeviceContext, 'self' | 'platform'>;

/**
 * Tells some members which history of a group this device holds, over direct sessions that the server cannot
 * reach into (REQ-G5).
 *
 * @param answer whether they are to say what they hold.
 */
export function shareEpochs(
  changes: Changes,
  context: Context,
  groupId: ConversationId,
  to: readonly AccountId[],
  options: { readonly answer: boolean; readonly epochs?: readonly number[] },
): void {
  const { self, platform } = context;
  const group = readGroup(changes, groupId);
  if (group === null) return;
  // The ones before too: whoever branched off lately has one of them, and has it differently.
  const recent = Array.from({ length: recentEpochs }, (_, back) => group.epoch - back);
  const held = [...new Set([...recent, ...(options.epochs ?? [])])].slice(0, epochsMax).flatMap((epoch) => {
    const record = readEpoch(changes, groupId, epoch);
    return record === null ? [] : [[uuidToBytes(groupId), epoch, record.digest] as const];
  });
  if (held.length === 0) return;
  for (const accountId of to) {
    enqueueSignal(changes, context, {
      conversationId: ensureCarrier(changes, self, accountId, platform.clock()),
      audience: accountId === self.accountId ? 'own-devices' : 'person',
      contentType: mediaType.groupEpochs,
      value: encodeSignal([options.answer, held]),
      lifeMs,
    });
  }
}

/** Takes in what a device of a member holds, and says what this one does when it is asked or differs. */
export function takeEpochs(
  changes: Changes,
  context: Context,
  message: Pick<DecryptedMessage, 'senderId' | 'acceptedAt'>,
  [answer, epochs]: GroupEpochs,
): void {
  const { platform } = context;
  const byGroup = Map.groupBy(epochs, ([id]) => uuidFromBytes(id) as ConversationId);
  for (const [groupId, held] of byGroup) {
    const group = readGroup(changes, groupId);
    const isMember = readRole(changes, groupId, message.senderId) !== null;
    if (group === null || !isMember || !isComparable(group.standing)) continue;
    const newest = held.reduce((a, b) => (b[1] > a[1] ? b : a));
    // What counts is the newest epoch that both know; one that is ahead is remembered until then.
    const common = held.filter(([, epoch]) => readEpoch(changes, groupId, epoch) !== null);
    const [, epoch, digest] = common.reduce((a, b) => (b[1] > a[1] ? b : a), common[0] ?? newest);
    saveClaim(changes, groupId, {
      accountId: message.senderId,
      epoch,
      digest,
      newest: newest[1],
      heardAt: platform.clock(),
    });
    const differs = common.some(([, at, theirs]) => !isSame(readEpoch(changes, groupId, at)?.digest, theirs));
    if (!answer && !differs) continue;
    // Two who differ would tell each other for ever.
    if (!mayAnswer(changes, groupId, message.senderId, platform.clock())) continue;
    shareEpochs(changes, context, groupId, [message.senderId], {
      answer: false,
      epochs: held.map(([, at]) => at),
    });
  }
}

/** Some other people of a group, picked by chance; nobody else can foresee whom. */
export function somePeople(
  reader: Reader,
  { self, platform }: Context,
  groupId: ConversationId,
  count: number,
): AccountId[] {
  const others = readMembers(reader, groupId)
    .map((member) => member.accountId)
    .filter((accountId) => accountId !== self.accountId);
  const picked: AccountId[] = [];
  while (picked.length < count && others.length > 0) {
    const at = Math.floor(randomShare(platform.random) * others.length);
    picked.push(...others.splice(at, 1));
  }
  return picked;
}

function isComparable(standing: string): boolean {
  return standing === 'member' || standing === 'invited' || standing === 'left';
}

function isSame(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
