import { decodeBase64, limits } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { DeliveredEnvelope } from '@sotto/protocol/socket';
import type { DeviceContext } from '../device-context.ts';

/** Reads this device's mailbox over HTTP, behind a cursor. Removes nothing. */
export async function fetchQueue(
  { call, self }: DeviceContext,
  after: number,
): Promise<{ envelopes: DeliveredEnvelope[]; more: boolean }> {
  const page = await call(routes.getQueue, {
    params: { user_id: self.accountId, device_id: self.deviceId },
    query: { after, limit: limits.queuePageMax },
  });
  const envelopes = page.messages.map((message) => ({
    ...message,
    accepted_at: Date.parse(message.accepted_at),
    ciphertext: new Uint8Array(decodeBase64(message.ciphertext) ?? []),
  }));
  return { envelopes, more: page.more };
}
