import type { Person, Self, TimelineItem, TimelineNotice } from '@sotto/client';
import { describeChange } from './describe-change.ts';
import { describeMessage } from './describe-message.ts';

/** One timeline item in words and as data. */
export function describeItem(
  item: TimelineItem,
  people: readonly Person[],
  self: Self,
): { text: string; value: object } {
  const at = new Date(item.at).toISOString();
  const nameOf = (accountId: string) =>
    accountId === self.accountId
      ? self.username
      : (people.find((person) => person.accountId === accountId)?.username ?? accountId);
  switch (item.kind) {
    case 'message': {
      const { words, value } = describeMessage(item, nameOf);
      const from = nameOf(item.senderId);
      return { text: `${at} ${from}: ${words}`, value: { kind: 'message', id: item.id, at, from, ...value } };
    }
    case 'notice': {
      const { words, data } = describeNotice(item, nameOf);
      return {
        text: `${at} -- ${words} (${nameOf(item.accountId)})`,
        value: {
          kind: 'notice',
          id: item.id,
          at,
          notice: item.notice,
          about: nameOf(item.accountId),
          ...data,
        },
      };
    }
    case 'placeholder':
      return {
        text: `${at} ${nameOf(item.senderId)}: [not readable yet: ${item.cause}]`,
        value: { kind: 'placeholder', id: item.id, at, from: nameOf(item.senderId), cause: item.cause },
      };
  }
}

function describeNotice(notice: TimelineNotice, nameOf: (accountId: string) => string) {
  switch (notice.notice) {
    case 'group': {
      const { words, data } = describeChange(notice.change, nameOf);
      return { words, data: { change: data } };
    }
    case 'conversation':
      return { words: notice.change.kind, data: { change: notice.change } };
    default:
      return { words: notice.notice, data: {} };
  }
}
