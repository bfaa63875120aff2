import type { SottoClient } from '../api/sotto-client.ts';
import { shareFiles } from '../attachments/share-files.ts';
import { exportContact, readContacts } from '../contacts/contact-files.ts';
import { keepDraft, keepDraftExtras, readDraft } from '../conversations/drafts.ts';
import { findByReference } from '../conversations/find-by-reference.ts';
import type { Device } from '../device.ts';
import type { DeviceContext } from '../device-context.ts';
import { exportEvent, readEvents } from '../events/event-files.ts';
import { dismissReminder, setReminder } from '../events/reminders.ts';
import { deleteForEveryone, deleteForMe } from '../marks/delete-message.ts';
import { cancelEvent, editMessage, messageVersions } from '../marks/edit-message.ts';
import {
  answerEvent,
  closePoll,
  react,
  setExpiry,
  setPinned,
  setReference,
  vote,
} from '../marks/mark-actions.ts';
import {
  cancelScheduled,
  rescheduleMessage,
  scheduleMessage,
  sendScheduledNow,
} from '../scheduled/scheduled-messages.ts';
import { followThread } from '../threads/follow-thread.ts';
import { forwardMessage } from './forward-message.ts';
import { readStarred } from './listed-messages.ts';
import { setStarred } from './star-message.ts';
import { undoSend } from './undo-send.ts';
import { viewNow } from './view.ts';

/** Runs an action of the signed-in device. */
export type Act = <Result>(
  action: (context: DeviceContext, device: Device) => Result,
) => Promise<Awaited<Result>>;

export type MessageActions = Pick<
  SottoClient,
  | 'sendContent'
  | 'undoSend'
  | 'readDraft'
  | 'keepDraft'
  | 'keepDraftExtras'
  | 'editMessage'
  | 'messageVersions'
  | 'deleteForMe'
  | 'deleteForEveryone'
  | 'react'
  | 'setPinned'
  | 'setStarred'
  | 'starredMessages'
  | 'forwardMessage'
  | 'vote'
  | 'closePoll'
  | 'answerEvent'
  | 'cancelEvent'
  | 'setReminder'
  | 'dismissReminder'
  | 'followThread'
  | 'scheduleMessage'
  | 'rescheduleMessage'
  | 'sendScheduledNow'
  | 'cancelScheduled'
  | 'setReference'
  | 'findByReference'
  | 'setExpiry'
  | 'exportContact'
  | 'readContacts'
  | 'exportEvent'
  | 'readEvents'
>;

/** What can be done with messages: each line has its home in the file of its name. */
export function messageActions(act: Act): MessageActions {
  return {
    sendContent: (conversationId, content, options) =>
      act((_, device) => device.takeMessage(conversationId, content, options)),
    undoSend: (messageId) => act((context) => undoSend(context, messageId)),
    readDraft: (place) => act((context) => readDraft(context, place)),
    keepDraft: (place, draft) => act((context) => keepDraft(context, place, draft)),
    keepDraftExtras: (place, extras) => act((context) => keepDraftExtras(context, place, extras)),
    editMessage: (messageId, text) => act((context) => editMessage(context, messageId, text)),
    messageVersions: (messageId) => act((context) => messageVersions(context, messageId)),
    deleteForMe: (messageIds) => act((context) => deleteForMe(context, messageIds)),
    deleteForEveryone: (messageId) => act((context) => deleteForEveryone(context, messageId)),
    react: (messageId, emoji, on) => act((context) => react(context, messageId, emoji, on)),
    setPinned: (messageId, pinned) => act((context) => setPinned(context, messageId, pinned)),
    setStarred: (messageId, starred) => act((context) => setStarred(context, messageId, starred)),
    starredMessages: () => act((context) => readStarred(viewNow(context, context.database))),
    forwardMessage: (messageId, conversationIds, options) =>
      act(async (context) => {
        await shareFiles(context, messageId, conversationIds);
        return forwardMessage(context, messageId, conversationIds, options);
      }),
    vote: (messageId, choices) => act((context) => vote(context, messageId, choices)),
    closePoll: (messageId) => act((context) => closePoll(context, messageId)),
    answerEvent: (messageId, answer) => act((context) => answerEvent(context, messageId, answer)),
    cancelEvent: (messageId) => act((context) => cancelEvent(context, messageId)),
    setReminder: (messageId, minutes) => act((context) => setReminder(context, messageId, minutes)),
    dismissReminder: (messageId) => act((context) => dismissReminder(context, messageId)),
    followThread: (threadId, followed) => act((context) => followThread(context, threadId, followed)),
    scheduleMessage: (conversationId, content, at, options) =>
      act((context) => scheduleMessage(context, conversationId, content, at, options)),
    rescheduleMessage: (scheduledId, change) =>
      act((context) => rescheduleMessage(context, scheduledId, change)),
    sendScheduledNow: (scheduledId) => act((context) => sendScheduledNow(context, scheduledId)),
    cancelScheduled: (scheduledId) => act((context) => cancelScheduled(context, scheduledId)),
    setReference: (conversationId, reference) =>
      act((context) => setReference(context, conversationId, reference)),
    findByReference: (reference) => act((context) => findByReference(context.database, reference)),
    setExpiry: (conversationId, seconds) => act((context) => setExpiry(context, conversationId, seconds)),
    exportContact: (messageId) => act((context) => exportContact(context, messageId)),
    readContacts: (vcard) => act(() => readContacts(vcard)),
    exportEvent: (messageId) => act((context) => exportEvent(context, messageId)),
    readEvents: (icalendar) => act(() => readEvents(icalendar)),
  };
}
