import type { DeviceContext } from '../device-context.ts';
import { encryptGroupEntry } from './encrypt-group-entry.ts';
import type { OutboxEntry } from './outbox-table.ts';
import { failEntry } from './settle-entry.ts';

/** Encrypts entries of groups in one transaction. It needs nothing from the server, so it never waits. */
export function prepareGroupEntries(context: DeviceContext, entries: readonly OutboxEntry[]): void {
  context.database.commit((changes) => {
    for (const entry of entries) {
      const outcome = encryptGroupEntry(changes, context, entry);
      if (outcome !== 'encrypted' && outcome !== 'waiting') failEntry(changes, entry, outcome);
    }
  });
}
