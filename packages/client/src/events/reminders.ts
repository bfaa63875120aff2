import { type ConversationId, uuidToBytes } from '@sotto/protocol';
import { richLimits } from '@sotto/protocol/content';
import type { Reminder } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { targetOf } from '../marks/write-mark.ts';
import { bodyOf } from '../messages/stored-body.ts';
import { laterThanOwnMark, setOwnMark } from '../own-state/own-mark-table.ts';
import { sendOwnState } from '../own-state/send-own-state.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';

type Context = Pick<DeviceContext, 'database' | 'self' | 'platform'>;

const minuteMs = 60_000;

/** When this person wants to be told about an event, on all of their devices; `null`: not at all. */
export function setReminder(context: Context, messageId: string, minutes: number | null): void {
  const valid = minutes === null || (Number.isInteger(minutes) && minutes >= 0);
  if (!valid || (minutes ?? 0) > richLimits.reminderMinutesMax) throw new ClientError('invalid-input');
  context.database.commit((changes) => {
    const { conversationId, row } = targetOf(changes, messageId);
    if (bodyOf(row)[0]?.kind !== 'event') throw new ClientError('invalid-input');
    const sentAt = laterThanOwnMark(changes, messageId, 'reminder', context.platform.clock());
    const target = { conversation: uuidToBytes(conversationId), message: uuidToBytes(messageId) };
    const said = sendOwnState(changes, context, [{ kind: 'reminder', ...target, minutes }], sentAt) ?? '';
    const mark = { target: messageId, conversationId, sentAt, messageId: said, value: minutes };
    setOwnMark(changes, { ...mark, name: 'reminder' });
  });
}

export function dismissReminder({ database }: Pick<Context, 'database'>, messageId: string): void {
  database.commit((changes) => {
    changes.run('update reminders set done = 1 where message_id = ?', [messageId]);
    changes.touchReminders();
  });
}

/**
 * Works out again when this person is to be told about each event: events are moved, called off and
 * removed, and reminders come from other devices.
 *
 * @returns when the next is due.
 */
export function planReminders(changes: Changes, now: number): number | null {
  const wanted = changes.all(
    `select o.target, i.conversation_id, o.value, i.text, i.body from own_marks o
       join items i on i.item_id = o.target and i.conversation_id = o.conversation_id
     where o.name = 'reminder' and o.value is not null and i.deleted = 0`,
  );
  const kept = new Set<string>();
  for (const row of wanted) {
    const [item] = bodyOf(row);
    if (item?.kind !== 'event' || item.event.cancelled) continue;
    const messageId = textOf(row, 'target');
    kept.add(messageId);
    const dueAt = item.event.startsAt - numberOf(row, 'value') * minuteMs;
    // One that is moved is due again; one that is long over is not announced.
    const done = item.event.endsAt < now ? 1 : 0;
    changes.run(
      `insert into reminders (message_id, conversation_id, due_at, done) values (?, ?, ?, ?)
       on conflict (message_id) do update set due_at = excluded.due_at, done = excluded.done
       where due_at <> excluded.due_at`,
      [messageId, textOf(row, 'conversation_id'), dueAt, done],
    );
  }
  for (const row of changes.all('select message_id from reminders')) {
    const messageId = textOf(row, 'message_id');
    if (!kept.has(messageId)) changes.run('delete from reminders where message_id = ?', [messageId]);
  }
  const next = changes.first('select min(due_at) as at from reminders where done = 0 and due_at > ?', [now]);
  return typeof next?.['at'] === 'number' ? next['at'] : null;
}

/** What this person is to be told about now, the earliest event first. */
export function readReminders(reader: Reader, now: number): Reminder[] {
  return reader
    .all(
      `select r.message_id, r.conversation_id, r.due_at, i.text, i.body from reminders r
         join items i on i.item_id = r.message_id where r.done = 0 and r.due_at <= ?`,
      [now],
    )
    .flatMap((row): Reminder[] => {
      const [item] = bodyOf(row);
      if (item?.kind !== 'event') return [];
      return [
        {
          messageId: textOf(row, 'message_id'),
          conversationId: textOf(row, 'conversation_id') as ConversationId,
          title: item.event.title,
          startsAt: item.event.startsAt,
          dueAt: numberOf(row, 'due_at'),
        },
      ];
    })
    .sort((a, b) => a.startsAt - b.startsAt || (a.messageId < b.messageId ? -1 : 1));
}
