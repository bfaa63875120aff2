import { openDatabase } from '../server-process/database-client.ts';
import type { ServerProcess } from '../server-process/server-process.ts';

/** What the server holds of the messages of all groups, by the message's name. */
export async function readGroupPayloads(server: ServerProcess): Promise<Map<string, Buffer>> {
  const database = await openDatabase(server, 'owner');
  try {
    const { rows } = await database.query<{ event_id: string; payload: Buffer }>(
      'select event_id, payload from group_events where kind = 1',
    );
    return new Map(rows.map((row) => [row.event_id, row.payload]));
  } finally {
    await database.end();
  }
}
