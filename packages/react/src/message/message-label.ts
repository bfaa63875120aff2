import type { TimelineMessage } from '@sotto/client';
import { clockTime } from '../text/clock-time.ts';
import { neutralText } from '../text/neutral-text.ts';
import { messageText } from './text.ts';

const spokenMax = 1000;

/** What a screen reader says of a message: sender, text, time, state. */
export function messageLabel(message: TimelineMessage, senderName: string): string {
  const sender = message.mine ? messageText.you : senderName;
  const state = message.mine ? messageText.states[message.state] : '';
  return messageText.label(
    sender,
    neutralText(message.text).slice(0, spokenMax),
    clockTime(message.at),
    state,
  );
}
