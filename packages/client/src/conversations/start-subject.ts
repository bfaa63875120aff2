import type { ConversationId } from '@sotto/protocol';
import { richLimits } from '@sotto/protocol/content';
import type { NewGroup } from '../api/group.ts';
import type { NewSubject } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { setReference } from '../marks/mark-actions.ts';

/**
 * A conversation under a subject line, with one recipient or many: a group of that name, so that there can
 * be several with the same people. What it refers to is said inside it, where the server cannot see it.
 */
export async function startSubject(
  context: DeviceContext,
  createGroup: (group: NewGroup) => Promise<ConversationId>,
  { subject, recipients, reference = null, requestId }: NewSubject,
): Promise<ConversationId> {
  const name = subject.replaceAll(/\s+/g, ' ').trim();
  if (name === '' || name.length > richLimits.subjectCharacters || recipients.length === 0) {
    throw new ClientError('invalid-input');
  }
  const members = [...new Set(recipients)].filter((accountId) => accountId !== context.self.accountId);
  const conversationId = await createGroup({
    name,
    members,
    ...(requestId === undefined ? {} : { requestId }),
  });
  if (reference !== null) setReference(context, conversationId, reference);
  return conversationId;
}
