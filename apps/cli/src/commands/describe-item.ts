import type { FilePart, Person, Self, TimelineItem, TimelineMessage, TimelineNotice } from '@sotto/client';
import { describeChange } from './describe-change.ts';

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
        text: `${at} ${nameOf(item.senderId)}: ${[item.text, ...filesOf(item).map(fileWords)].filter(Boolean).join(' ')}`,
        value: {
          kind: 'message',
          id: item.id,
          at,
          from: nameOf(item.senderId),
          mine: item.mine,
          text: item.text,
          state: item.state,
          ...(item.receipts === null ? {} : { receipts: item.receipts }),
          gap_before: item.gapBefore,
          ...(filesOf(item).length === 0 ? {} : { files: filesOf(item).map(fileValue) }),
        },
      };
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

function filesOf(item: TimelineMessage): FilePart[] {
  return item.parts.filter((part) => part.kind === 'file');
}

function fileWords({ name, bytes }: FilePart): string {
  return `[${name}, ${bytes} bytes]`;
}

function fileValue(file: FilePart) {
  const { fileId, name, mediaType, bytes, state } = file;
  return {
    file_id: fileId,
    name,
    media_type: mediaType,
    bytes,
    shown_as: file.show,
    state: state.kind,
    ...(state.kind === 'refused' ? { reason: state.reason } : {}),
  };
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
