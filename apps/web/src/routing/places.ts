import type { ConversationSummary } from '@sotto/client';

type ConversationId = ConversationSummary['conversationId'];

/**
 * Where things are in the app. Everything is behind `#`: which conversation is open never reaches the
 * server, not even when the page is loaded again.
 */
export const places = {
  home: '/',
  conversation: (conversationId: ConversationId) => `/c/${conversationId}`,
  /** A conversation with one of its threads beside it. */
  thread: (conversationId: ConversationId, threadId: string) => `/c/${conversationId}/t/${threadId}`,
  /** A conversation at one of its messages. */
  message: (conversationId: ConversationId, messageId: string) => `/c/${conversationId}/m/${messageId}`,
  people: '/people',
  settings: '/settings',
  settingsSection: (section: string) => `/settings/${section}`,
};

/** For the `href` of a link. */
export function hrefOf(place: string): string {
  return `#${place}`;
}

const conversationPlace = /^\/c\/([0-9a-f-]{36})(?:\/([tm])\/([0-9a-f-]{36}))?$/;

/** The conversation a place shows; null when it shows none. */
export function conversationAt(place: string): ConversationId | null {
  return (conversationPlace.exec(place)?.[1] as ConversationId | undefined) ?? null;
}

/** The thread beside the conversation a place shows; null when there is none. */
export function threadAt(place: string): string | null {
  const match = conversationPlace.exec(place);
  return match?.[2] === 't' ? (match[3] ?? null) : null;
}

/** The message a place leads to; null when it leads to the conversation itself. */
export function messageAt(place: string): string | null {
  const match = conversationPlace.exec(place);
  return match?.[2] === 'm' ? (match[3] ?? null) : null;
}

/** The secret of an invite or set-up link. */
export function inviteAt(place: string): string | null {
  return /^\/(?:invite|set-up)\/([\w-]{1,100})$/.exec(place)?.[1] ?? null;
}
