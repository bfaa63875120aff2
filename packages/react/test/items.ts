import type { TimelineMessage, TimelineNotice, TimelinePlaceholder } from '@sotto/client';

export const anna = '11111111-1111-4111-8111-111111111111' as TimelineMessage['senderId'];
export const ben = '22222222-2222-4222-8222-222222222222' as TimelineMessage['senderId'];

export function message(id: string, change: Partial<TimelineMessage> = {}): TimelineMessage {
  const mine = change.mine ?? false;
  return {
    kind: 'message',
    id,
    senderId: mine ? anna : ben,
    mine,
    at: 1_760_000_000_000,
    text: `message ${id}`,
    state: mine ? 'sent' : 'received',
    failure: null,
    gapBefore: false,
    ...change,
  };
}

export function notice(id: string, change: Partial<TimelineNotice> = {}): TimelineNotice {
  return { kind: 'notice', id, at: 1_760_000_000_000, notice: 'verified', accountId: ben, ...change };
}

export function placeholder(id: string, change: Partial<TimelinePlaceholder> = {}): TimelinePlaceholder {
  return {
    kind: 'placeholder',
    id,
    senderId: ben,
    at: 1_760_000_000_000,
    cause: 'asking-again',
    ...change,
  };
}
