import type { TimelineMessage } from '@sotto/client';
import { describePart } from './describe-part.ts';

type NameOf = (accountId: string) => string;

/** A message in words and as data: everything it is made of and everything that was done with it. */
export function describeMessage(item: TimelineMessage, nameOf: NameOf): { words: string; value: object } {
  const parts = item.parts.map((part) => describePart(part, nameOf));
  const words = item.deleted ? ['[deleted]'] : parts.map((part) => part.words).filter((line) => line !== '');
  const reactions = item.reactions.map(({ emoji, people, mine }) => ({
    emoji,
    people: people.map((person) => nameOf(person.accountId)),
    mine,
  }));
  return {
    words: [...words, ...item.reactions.map(({ emoji, people }) => `${emoji}${people.length}`)].join(' '),
    value: {
      mine: item.mine,
      text: item.text,
      parts: parts.map((part) => part.value),
      state: item.state,
      ...(item.failure === null ? {} : { failure: item.failure }),
      ...(item.receipts === null ? {} : { receipts: item.receipts }),
      gap_before: item.gapBefore,
      ...(item.replyTo === null ? {} : { reply_to: item.replyTo.id }),
      ...(item.threadId === null ? {} : { thread_id: item.threadId }),
      ...(item.thread === null ? {} : { replies: item.thread.replies }),
      ...(reactions.length === 0 ? {} : { reactions }),
      ...(item.edited === null
        ? {}
        : { edited: { at: new Date(item.edited.at).toISOString(), versions: item.edited.versions } }),
      ...flags(item),
      ...(item.forwards === 0 ? {} : { forwards: item.forwards }),
      ...(item.expiry === null ? {} : { expiry: expiryOf(item.expiry) }),
    },
  };
}

/** What is so, and only that. */
function flags({ deleted, pinned, starred, silent, mentionsMe }: TimelineMessage): Record<string, true> {
  const all = { deleted, pinned, starred, silent, mentions_me: mentionsMe };
  return Object.fromEntries(Object.entries(all).flatMap(([name, on]) => (on ? [[name, true] as const] : [])));
}

function expiryOf({ seconds, at }: NonNullable<TimelineMessage['expiry']>) {
  return { seconds, at: at === null ? null : new Date(at).toISOString() };
}
