import { readCalendarEvents, writeCalendarEvent } from '@sotto/protocol/content';
import type { EventDetails } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { targetOf } from '../marks/write-mark.ts';
import { bodyOf } from '../messages/stored-body.ts';

/** An event as an iCalendar file, for other programs. It keeps its name there in every version. */
export function exportEvent(
  { database, platform }: Pick<DeviceContext, 'database' | 'platform'>,
  messageId: string,
): string {
  const [item] = bodyOf(targetOf(database, messageId).row);
  if (item?.kind !== 'event') throw new ClientError('invalid-input');
  return writeCalendarEvent(item.event, { uid: `${messageId}@sotto`, writtenAt: platform.clock() });
}

/** Events of an iCalendar file, to be looked at and sent. */
export function readEvents(icalendar: string): EventDetails[] {
  const events = readCalendarEvents(icalendar);
  if (events === undefined) throw new ClientError('invalid-input');
  return events.map(({ reminderMinutes, ...event }) => ({
    ...event,
    suggestedReminderMinutes: reminderMinutes,
  }));
}
