import type { TimelineMessage } from '@sotto/client';
import { clockTime } from '../text/clock-time.ts';
import { neutralText } from '../text/neutral-text.ts';
import { safeName } from '../text/safe-name.ts';
import { messageText } from './text.ts';

const spokenMax = 1000;

/** What a screen reader says of a message: sender, text, time, state. */
export function messageLabel(message: TimelineMessage): string {
  const sender = message.mine ? messageText.you : safeName(message.senderName);
  const text = neutralText(message.text).slice(0, spokenMax);
  return messageText.label(sender, text, clockTime(message.at), stateOf(message));
}

function stateOf({ mine, state, receipts }: TimelineMessage): string {
  if (!mine) return '';
  const partly = state === 'sent' || state === 'delivered' ? receipts : null;
  const reached = partly === null ? '' : messageText.reached(partly.read, partly.delivered, partly.of);
  return [messageText.states[state], reached].filter((part) => part !== '').join(', ');
}
