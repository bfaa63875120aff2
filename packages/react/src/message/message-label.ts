import type { TimelineMessage } from '@sotto/client';
import { nameList } from '../people/name-list.ts';
import { clockTime } from '../text/clock-time.ts';
import { neutralText } from '../text/neutral-text.ts';
import { safeName } from '../text/safe-name.ts';
import { previewText } from './preview-text.ts';
import { messageText } from './text.ts';

const spokenMax = 1000;

/** What a screen reader says of a message: sender, what it answers, text, time, state, reactions. */
export function messageLabel(message: TimelineMessage): string {
  const sender = message.mine ? messageText.you : safeName(message.senderName);
  return messageText.label(sender, contentOf(message), clockTime(message.at), stateOf(message));
}

function contentOf({ deleted, parts, text, mine, senderName }: TimelineMessage): string {
  if (deleted) return mine ? messageText.youDeleted : messageText.deleted(safeName(senderName));
  const spoken = spokenText(text, parts).slice(0, spokenMax);
  const others = parts.flatMap((part) => {
    switch (part.kind) {
      case 'text':
      case 'link-preview':
        return [];
      case 'unknown':
        return [messageText.unknownPart];
      default:
        return [
          previewText({
            kind: part.kind,
            text: titleOf(part),
            ...(part.kind === 'file' ? { show: part.show } : {}),
          }),
        ];
    }
  });
  return [...others, spoken].filter((line) => line !== '').join(', ');
}

/** The text of a message for other programs: Markdown, with names in place of mentions. */
export function copyable({ text, parts }: TimelineMessage): string {
  return spokenText(text, parts);
}

/** Mentions by the name they have now. */
function spokenText(text: string, parts: TimelineMessage['parts']): string {
  const people = parts.flatMap((part) => (part.kind === 'text' ? part.mentions : []));
  return neutralText(text).replace(mention, (_link, label: string, accountId?: string) => {
    const person = people.find((one) => one.accountId === accountId);
    return person === undefined ? label : `@${safeName(person.name)}`;
  });
}

const mention = /\[(@[^\]\n]{1,200})\]\(sotto:(?:person\/([0-9a-f-]{36})|everyone)\)/g;

type Titled = Exclude<TimelineMessage['parts'][number], { kind: 'text' | 'link-preview' | 'unknown' }>;

function titleOf(part: Titled): string {
  switch (part.kind) {
    case 'poll':
      return part.question;
    case 'location':
      return part.label;
    case 'event':
      return part.title;
    case 'file':
    case 'contact':
      return safeName(part.name);
  }
}

function stateOf(message: TimelineMessage): string {
  const { mine, state, receipts, edited, deleted, replyTo, reactions, thread, pinned, starred } = message;
  if (deleted) return '';
  const partly = mine && (state === 'sent' || state === 'delivered') ? receipts : null;
  return [
    replyTo?.kind === 'message' &&
      messageText.inReply(replyTo.sender.self ? messageText.you : safeName(replyTo.sender.name)),
    edited !== null && messageText.edited,
    pinned && messageText.pinned,
    starred && messageText.starred,
    ...reactions.map(({ emoji, people }) => `${emoji} ${nameList(people)}`),
    thread !== null && messageText.repliesInThread(thread.replies),
    mine && messageText.states[state],
    partly !== null && messageText.reached(partly.read, partly.delivered, partly.of),
  ]
    .filter((part) => part !== '' && part !== false)
    .join(', ');
}
