import type { ConversationId } from '@sotto/protocol';
import type { GroupDetails, GroupDetailsHandle } from '../api/group.ts';
import type { DeviceContext } from '../device-context.ts';
import { later } from '../platform/later.ts';
import { keepIdentity } from '../queries/same-shape.ts';
import { valueQuery } from '../queries/value-query.ts';
import { readGroupDetails } from './group-details.ts';

/** A live view of a group: who is in it, what it says, what is under way. */
export function observeGroupDetails(
  context: DeviceContext,
  conversationId: ConversationId,
): GroupDetailsHandle {
  const { database } = context;
  const details = valueQuery<GroupDetails | null>(readGroupDetails(context, conversationId));
  let closed = false;
  const show = later(() => {
    if (!closed) details.set(keepIdentity(details.current, readGroupDetails(context, conversationId)));
  });
  const stop = database.onCommit((touched) => {
    if (touched.groups.has(conversationId) || touched.people) show();
  });
  return {
    details,
    close() {
      closed = true;
      stop();
    },
  };
}
