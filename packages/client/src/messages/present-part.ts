import type { AccountId } from '@sotto/protocol';
import { type BodyItem, findMentions } from '@sotto/protocol/content';
import type { BodyPart, EventPart, PollPart, TextPart } from '../api/rich-message.ts';
import { presentFile } from '../attachments/present-file.ts';
import { answersOf } from '../marks/event-answers.ts';
import type { Mark } from '../marks/mark.ts';
import { tallyOf } from '../marks/poll-tally.ts';
import type { View } from './view.ts';

/** The message a part stands in, and what was done with it. */
export type PartContext = {
  readonly messageId: string;
  readonly mine: boolean;
  readonly senderId: AccountId;
  readonly marks: readonly Mark[];
  readonly reminderMinutes: number | null;
};

/** A part as an interface shows it. */
export function presentPart(view: View, context: PartContext, item: BodyItem): BodyPart {
  switch (item.kind) {
    case 'text':
      return presentText(view, item.text);
    case 'poll':
      return presentPoll(view, context, item.poll);
    case 'location':
      return { kind: 'location', ...item.place };
    case 'contact': {
      const { accountId, ...card } = item.card;
      return { kind: 'contact', ...card, person: accountId === null ? null : view.names(accountId) };
    }
    case 'event':
      return presentEvent(view, context, item.event);
    case 'file':
      return presentFile(view.reader, context, item.file);
    case 'link-preview':
      return { kind: 'link-preview', ...item.preview };
    default:
      return { kind: 'unknown' };
  }
}

function presentText({ names }: View, text: string): TextPart {
  const accounts = new Set<AccountId>();
  let mentionsAll = false;
  for (const { accountId } of findMentions(text)) {
    if (accountId === null) mentionsAll = true;
    else accounts.add(accountId);
  }
  return { kind: 'text', text, mentions: [...accounts].map(names), mentionsAll };
}

function presentPoll(
  { names, self, now }: View,
  { senderId, marks }: PartContext,
  poll: Extract<BodyItem, { kind: 'poll' }>['poll'],
): PollPart {
  const { votes, voters, closesAt } = tallyOf(poll, senderId, marks);
  const closed = closesAt !== null && closesAt <= now;
  return {
    kind: 'poll',
    question: poll.question,
    options: poll.options.map((text, i) => {
      const people = votes[i] ?? [];
      return { text, votes: people.length, voters: people.map(names), chosen: people.includes(self) };
    }),
    choicesMax: poll.choicesMax,
    closesAt: poll.closesAt,
    closed,
    voters,
    mayClose: !closed && senderId === self,
  };
}

function presentEvent(
  { names, self }: View,
  { marks, reminderMinutes }: PartContext,
  event: Extract<BodyItem, { kind: 'event' }>['event'],
): EventPart {
  const { reminderMinutes: suggestedReminderMinutes, ...details } = event;
  const answers = [...answersOf(marks)];
  const own = answers.find(([, people]) => people.includes(self));
  return {
    kind: 'event',
    ...details,
    suggestedReminderMinutes,
    answers: answers.map(([answer, people]) => ({ answer, people: people.map(names) })),
    ownAnswer: own?.[0] ?? null,
    reminderMinutes,
  };
}
