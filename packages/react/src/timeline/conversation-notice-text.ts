import type { ConversationNotice } from '@sotto/client';
import { safeName } from '../text/safe-name.ts';
import { timeInWords } from '../text/time-in-words.ts';
import { conversationNoticeText as text } from './text.ts';

/** What somebody changed about the conversation, in one plain sentence. */
export function conversationNoticeSentence({ actor, change }: ConversationNotice): string {
  const who = actor.self ? text.you : safeName(actor.name);
  if (change.kind === 'expiry') {
    return change.seconds === null ? text.expiryOff(who) : text.expiry(who, timeInWords(change.seconds));
  }
  return change.reference === null
    ? text.referenceRemoved(who)
    : text.reference(who, safeName(change.reference.system), safeName(change.reference.reference));
}
