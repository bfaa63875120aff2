import { noDraftExtras, type SottoClient } from '@sotto/client';
import { cell } from './cell.ts';

type RichActions = Pick<
  SottoClient,
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
  | 'reminders'
  | 'dismissReminder'
  | 'threads'
  | 'followThread'
  | 'scheduled'
  | 'scheduleMessage'
  | 'rescheduleMessage'
  | 'sendScheduledNow'
  | 'cancelScheduled'
  | 'startSubject'
  | 'setReference'
  | 'findByReference'
  | 'setExpiry'
  | 'exportContact'
  | 'readContacts'
  | 'exportEvent'
  | 'readEvents'
  | 'previewLink'
>;

/** What people do with messages, by script: each call is noted. */
export function scriptedRich(called: (action: string, ...args: readonly unknown[]) => void): RichActions {
  const note =
    (action: string) =>
    async (...args: readonly unknown[]) =>
      called(action, ...args);
  return {
    undoSend: async () => null,
    readDraft: async () => ({
      text: '',
      replyTo: null,
      extras: noDraftExtras,
    }),
    keepDraft: note('keepDraft'),
    keepDraftExtras: note('keepDraftExtras'),
    editMessage: note('editMessage'),
    messageVersions: async () => [],
    deleteForMe: note('deleteForMe'),
    deleteForEveryone: note('deleteForEveryone'),
    react: note('react'),
    setPinned: note('setPinned'),
    setStarred: note('setStarred'),
    starredMessages: async () => [],
    forwardMessage: async () => [],
    vote: note('vote'),
    closePoll: note('closePoll'),
    answerEvent: note('answerEvent'),
    cancelEvent: note('cancelEvent'),
    setReminder: note('setReminder'),
    reminders: cell([]),
    dismissReminder: note('dismissReminder'),
    threads: cell([]),
    followThread: note('followThread'),
    scheduled: cell([]),
    scheduleMessage: async () => ({ scheduledId: 'scheduled' }),
    rescheduleMessage: note('rescheduleMessage'),
    sendScheduledNow: async () => ({ messageId: 'sent-scheduled' }),
    cancelScheduled: note('cancelScheduled'),
    startSubject: async ({ requestId }) => (requestId ?? 'subject') as never,
    setReference: note('setReference'),
    findByReference: async () => [],
    setExpiry: note('setExpiry'),
    exportContact: async () => '',
    readContacts: async () => [],
    exportEvent: async () => '',
    readEvents: async () => [],
    previewLink: async () => null,
  };
}
