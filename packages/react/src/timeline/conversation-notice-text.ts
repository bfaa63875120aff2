import type { ConversationNotice } from '@sotto/client';
import { safeName } from '../text/safe-name.ts';
import { conversationNoticeText as text } from './text.ts';

const units = [
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** What somebody changed about the conversation, in one plain sentence. */
export function conversationNoticeSentence({ actor, change }: ConversationNotice): string {
  const who = actor.self ? text.you : safeName(actor.name);
  if (change.kind === 'expiry') {
    return change.seconds === null ? text.expiryOff(who) : text.expiry(who, inWords(change.seconds));
  }
  return change.reference === null
    ? text.referenceRemoved(who)
    : text.reference(who, safeName(change.reference.system), safeName(change.reference.reference));
}

function inWords(seconds: number): string {
  const [unit, size] = units.find(([, one]) => seconds >= one && seconds % one === 0) ?? ['second', 1];
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}
