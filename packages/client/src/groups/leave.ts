import { type ConversationId, encodeBase64, type MessageId } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { randomUuid } from '../platform/random-uuid.ts';
import { proposeLeaving } from '../sessions/propose-leaving.ts';
import { readHeldGroup } from '../sessions/read-group.ts';
import { fetchedEvent, type GroupEvent } from './group-event.ts';
import { readGroup } from './group-table.ts';
import { asGroupId } from './send-pending.ts';

/**
 * Tells a group that this person goes: a proposal for each of their leaves, which whoever commits next
 * carries out. A device cannot take itself out.
 *
 * @returns events of the log that have to be taken in before it can be said again.
 */
export async function sayLeaving(
  context: DeviceContext,
  groupId: ConversationId,
): Promise<readonly GroupEvent[]> {
  const { call, database, self, platform } = context;
  for (;;) {
    const group = readGroup(database, groupId);
    const held = readHeldGroup(database, context, groupId);
    if (group === null || held === null) return [];
    const said = new Set(held.leaving.map((leaf) => leaf.leaf));
    const own = held.leaves.find((leaf) => leaf?.accountId === self.accountId && !said.has(leaf.leaf));
    if (own === undefined || own === null) return [];
    const payload = database.commit((changes) => proposeLeaving(changes, context, groupId, own.leaf));
    const outcome = await call(routes.sendGroupMessage, {
      params: { group_id: asGroupId(groupId), sender_id: self.accountId },
      body: {
        device_id: self.deviceId,
        message_id: randomUuid(platform.random) as MessageId,
        after: group.cursor as never,
        payload: encodeBase64(payload),
      },
    });
    if (outcome.outcome === 'stale-epoch') return outcome.events.map(fetchedEvent);
  }
}
