import type { ConversationId } from '@sotto/protocol';
import { activityKind, encodeSignal, mediaType } from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import { textOf } from '../store/columns.ts';
import { enqueueSignal } from './enqueue-signal.ts';
import { presenceLifeMs } from './liveness.ts';
import { readPreferences } from './preferences.ts';

/** A little before the other side forgets. */
const repeatMs = presenceLifeMs - 60_000;

/** Only people one talks to these days are told, and not more than a handful: each costs an envelope. */
const recentMs = 3 * 24 * 60 * 60 * 1000;
const audienceMax = 12;

export type PresenceAnnouncer = { set(active: boolean): void; stop(): void };

/** Tells the people one talks to whether this person is there; off means that nobody is told anything. */
export function announcePresence(context: DeviceContext, isOnline: () => boolean): PresenceAnnouncer {
  const { database, platform } = context;
  let active = false;
  let cancel = () => {};

  function announce(): void {
    cancel();
    if (active) cancel = platform.timer(repeatMs, announce);
    if (!isOnline() || !readPreferences(database).presence) return;
    database.commit((changes) => {
      const recent = changes.all(
        `select c.conversation_id from conversations c join people p on p.account_id = c.person_id
           where c.kind = 'direct' and p.awaiting_decision = 0 and exists (select 1 from items i
             where i.conversation_id = c.conversation_id and i.mine = 1 and i.sort_at > ?) limit ${audienceMax}`,
        [platform.clock() - recentMs],
      );
      for (const row of recent) {
        enqueueSignal(changes, context, {
          conversationId: textOf(row, 'conversation_id') as ConversationId,
          audience: 'person',
          contentType: mediaType.activity,
          value: encodeSignal([activityKind.presence, active ? 1 : 0]),
          lifeMs: 30_000,
        });
      }
    });
  }

  return {
    set(next) {
      if (next === active) return;
      active = next;
      announce();
    },
    stop: () => cancel(),
  };
}
