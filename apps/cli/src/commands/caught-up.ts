import type { LocalClient } from '@sotto/client';
import { settled } from './signed-in.ts';

/**
 * Waits until this device is connected, has fetched what waited for it, has joined the groups it was added
 * to and has keys at the server: a command that ends before that would leave it half-way.
 */
export async function caughtUp(client: LocalClient, signal: AbortSignal): Promise<void> {
  await settled(client.connection, (state) => state.kind === 'online', signal);
  await client.idle();
}
