import type { ConversationId } from '@sotto/protocol';
import type { ConversationDetails } from '../api/conversation.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { readDevices } from '../devices/device-table.ts';
import { needsRefresh, refreshDevices } from '../devices/refresh-devices.ts';
import { readPerson } from '../people/person-table.ts';
import { presentPerson } from '../people/present-person.ts';
import { lastHandshakeAt } from '../sessions/session-table.ts';
import { readConversation } from './conversation-table.ts';

/** What protects a conversation, for whoever asks. */
export async function conversationDetails(
  context: DeviceContext,
  conversationId: ConversationId,
): Promise<ConversationDetails> {
  const { database } = context;
  const personId = readConversation(database, conversationId)?.personId ?? null;
  if (personId === null) throw new ClientError('unknown-conversation');
  // Offline, what is known is shown.
  if (needsRefresh(context, personId)) await refreshDevices(context, personId).catch(() => {});
  const person = readPerson(database, personId);
  if (person === null) throw new ClientError('unknown-person');
  return {
    person: presentPerson(person),
    deviceCount: readDevices(database, personId).length,
    sessionProtocol: 'pqxdh-double-ratchet',
    lastHandshakeAt: lastHandshakeAt(database, personId),
  };
}
