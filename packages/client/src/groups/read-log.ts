import type { ConversationId, GroupSeq } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { fetchedEvent, type GroupEvent } from './group-event.ts';
import { asGroupId } from './send-pending.ts';

export type LogPage =
  | { readonly kind: 'page'; readonly events: readonly GroupEvent[]; readonly more: boolean }
  /** What comes next is not kept any more. */
  | { readonly kind: 'truncated' }
  /** The server knows nothing of this device in this group. */
  | { readonly kind: 'unknown' };

/** Reads a group's log behind a number. Removes nothing. @throws when it cannot be read now. */
export async function readLog(
  { call }: Pick<DeviceContext, 'call'>,
  groupId: ConversationId,
  after: number,
): Promise<LogPage> {
  try {
    const page = await call(routes.getGroupLog, {
      params: { group_id: asGroupId(groupId) },
      query: { after: after as GroupSeq },
    });
    return { kind: 'page', events: page.events.map(fetchedEvent), more: page.more };
  } catch (error) {
    if (!(error instanceof ServerProblem)) throw error;
    if (error.code === 'log-truncated') return { kind: 'truncated' };
    if (error.code === 'group-unknown') return { kind: 'unknown' };
    throw error;
  }
}
