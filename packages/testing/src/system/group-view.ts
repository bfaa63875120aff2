import type {
  ConversationId,
  GroupChange,
  GroupDetails,
  GroupSummary,
  TimelineItem,
  TimelineMessage,
} from '@sotto/client';
import type { PersonDevice } from './person.ts';
import { waitUntil } from './wait-until.ts';

/** What a test looks at of a group on one device. */
export function groupOn(device: PersonDevice, groupId: ConversationId): GroupSummary | undefined {
  const found = device.client.conversations.current.find((one) => one.conversationId === groupId);
  return found?.kind === 'group' ? found : undefined;
}

export function detailsOn(device: PersonDevice, groupId: ConversationId): GroupDetails {
  const handle = device.client.openGroupDetails(groupId);
  const details = handle.details.current;
  handle.close();
  if (details === null) throw new Error(`${device.username} knows no such group`);
  return details;
}

/** Everybody's names, in order, without those who are only to be added. */
export function membersOn(device: PersonDevice, groupId: ConversationId): string[] {
  return detailsOn(device, groupId)
    .members.filter((member) => member.pending !== 'adding')
    .map((member) => member.person.username)
    .sort();
}

export function deviceCountOn(device: PersonDevice, groupId: ConversationId): number {
  return groupOn(device, groupId) === undefined ? 0 : detailsOn(device, groupId).whoCanSee.devices;
}

/** The account of somebody. */
export function accountOf(device: PersonDevice, username: string) {
  const person = device.client.people.current.find((one) => one.username === username);
  if (person === undefined) throw new Error(`${device.username} does not know ${username}`);
  return person.accountId;
}

export function textsOf(items: readonly TimelineItem[]): string[] {
  return messagesOf(items).map((item) => item.text);
}

export function messagesOf(items: readonly TimelineItem[]): TimelineMessage[] {
  return items.flatMap((item) => (item.kind === 'message' ? [item] : []));
}

export function linesOf(items: readonly TimelineItem[]): GroupChange['kind'][] {
  return changesOf(items).map((change) => change.kind);
}

export function changesOf(items: readonly TimelineItem[]): GroupChange[] {
  return items.flatMap((item) => (item.kind === 'notice' && item.notice === 'group' ? [item.change] : []));
}

/** Waits until a device is in a group that stands as it should. */
export async function isMemberOf(device: PersonDevice, groupId: ConversationId): Promise<void> {
  await waitUntil(
    `${device.username} is in the group`,
    () => groupOn(device, groupId)?.standing.kind === 'member',
    40_000,
  );
}

/** Waits until a text is the newest thing, or among the things, that a device sees. */
export async function hasText(device: PersonDevice, groupId: ConversationId, text: string): Promise<void> {
  const handle = device.client.openTimeline(groupId);
  try {
    await waitUntil(`${device.username} has "${text}"`, () =>
      textsOf(handle.timeline.current.items).includes(text),
    );
  } finally {
    handle.close();
  }
}
