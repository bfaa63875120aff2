import type { Person, Self, TimelineItem } from '@sotto/client';

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
    case 'message':
      return {
        text: `${at} ${nameOf(item.senderId)}: ${item.text}`,
        value: {
          kind: 'message',
          id: item.id,
          at,
          from: nameOf(item.senderId),
          mine: item.mine,
          text: item.text,
          state: item.state,
          gap_before: item.gapBefore,
        },
      };
    case 'notice':
      return {
        text: `${at} -- ${item.notice} (${nameOf(item.accountId)})`,
        value: { kind: 'notice', id: item.id, at, notice: item.notice, about: nameOf(item.accountId) },
      };
    case 'placeholder':
      return {
        text: `${at} ${nameOf(item.senderId)}: [not readable yet: ${item.cause}]`,
        value: { kind: 'placeholder', id: item.id, at, from: nameOf(item.senderId), cause: item.cause },
      };
  }
}
