import type { AccountId } from '@sotto/protocol';
import type { DeliveredEnvelope } from '@sotto/protocol/socket';
import { ensureCarrier } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { readDevice } from '../devices/device-table.ts';
import { refreshDevices } from '../devices/refresh-devices.ts';
import { insertPlaceholder } from '../messages/item-table.ts';
import type { Liveness } from '../messages/liveness.ts';
import { markSeen, wasSeen } from '../messages/seen.ts';
import { takeMessage } from '../messages/take-message.ts';
import { readPerson } from '../people/person-table.ts';
import { decryptEnvelope } from '../sessions/decrypt-envelope.ts';
import { closeRepair, openRepair } from '../sessions/repair-table.ts';
import type { Changes } from '../store/changes.ts';
import { readNumberSetting, writeSetting } from '../store/settings.ts';
import { ServerProblem } from '../transport/http-client.ts';

type Context = DeviceContext & { readonly liveness: Liveness };

/**
 * Looks up senders that no verified list names yet. A device that is still unknown afterwards is not a
 * device of that person.
 *
 * @throws when a list cannot be fetched now: the batch has to wait.
 */
export async function learnSenders(context: Context, envelopes: readonly DeliveredEnvelope[]): Promise<void> {
  const unknown = new Set<AccountId>();
  for (const { sender_id, sender_device_id } of envelopes) {
    if (readDevice(context.database, sender_id, sender_device_id) === null) unknown.add(sender_id);
  }
  for (const accountId of unknown) {
    try {
      await refreshDevices(context, accountId);
    } catch (error) {
      if (!(error instanceof ServerProblem) || error.code !== 'account-unknown') throw error;
    }
  }
}

/**
 * Steps 14 and 15 of a message's life for a run of envelopes: ratchets, messages and the cursor move in
 * one transaction. What cannot be read leaves a placeholder and is asked for again; nothing stops the rest.
 */
export function receiveBatch(context: Context, envelopes: readonly DeliveredEnvelope[]): void {
  context.database.commit((changes) => {
    let cursor = readNumberSetting(changes, 'cursor');
    for (const envelope of envelopes) {
      if (!wasSeen(changes, envelope.message_id)) receiveEnvelope(changes, context, envelope);
      cursor = Math.max(cursor, envelope.cursor);
    }
    writeSetting(changes, 'cursor', cursor);
  });
}

function receiveEnvelope(changes: Changes, context: Context, envelope: DeliveredEnvelope): void {
  const outcome = decryptEnvelope(changes, context, envelope);
  if (outcome.kind === 'duplicate') return;
  if (outcome.kind === 'message') {
    markSeen(changes, envelope.message_id, envelope.accepted_at);
    closeRepair(changes, envelope.message_id);
    const result = takeMessage(changes, context, outcome.message);
    if (result.kind === 'taken') return;
    context.platform.log('info', 'envelope-refused');
    addPlaceholder(changes, context, envelope, result.kind);
    return;
  }
  context.platform.log('info', 'envelope-refused');
  if (outcome.kind === 'refused') {
    addPlaceholder(changes, context, envelope, 'refused');
    return;
  }
  if (!addPlaceholder(changes, context, envelope, 'asking-again')) return;
  openRepair(changes, {
    messageId: envelope.message_id,
    senderId: envelope.sender_id,
    senderDeviceId: envelope.sender_device_id,
    acceptedAt: envelope.accepted_at,
  });
}

/** False when the sender is nobody this device can know. */
function addPlaceholder(
  changes: Changes,
  { self }: Context,
  envelope: DeliveredEnvelope,
  cause: 'asking-again' | 'refused',
): boolean {
  if (readPerson(changes, envelope.sender_id) === null) return false;
  // Where another of one's own devices wrote stands inside what cannot be read.
  if (envelope.sender_id === self.accountId) return true;
  const now = envelope.accepted_at;
  const conversationId = ensureCarrier(changes, self, envelope.sender_id, now);
  insertPlaceholder(changes, {
    messageId: envelope.message_id,
    conversationId,
    senderId: envelope.sender_id,
    senderDeviceId: envelope.sender_device_id,
    mine: false,
    sortAt: envelope.accepted_at,
    cause,
  });
  return true;
}
