import type { ConversationSummary } from '@sotto/client';

type ConversationId = ConversationSummary['conversationId'];

/**
 * Where things are in the app. Everything is behind `#`: which conversation is open never reaches the
 * server, not even when the page is loaded again.
 */
export const places = {
  home: '/',
  conversation: (conversationId: ConversationId) => `/c/${conversationId}`,
  people: '/people',
  settings: '/settings',
  settingsSection: (section: string) => `/settings/${section}`,
};

/** For the `href` of a link. */
export function hrefOf(place: string): string {
  return `#${place}`;
}

const conversationPlace = /^\/c\/([0-9a-f-]{36})$/;

/** The conversation a place shows; null when it shows none. */
export function conversationAt(place: string): ConversationId | null {
  return (conversationPlace.exec(place)?.[1] as ConversationId | undefined) ?? null;
}

/** The secret of an invite or set-up link. */
export function inviteAt(place: string): string | null {
  return /^\/(?:invite|set-up)\/([\w-]{1,100})$/.exec(place)?.[1] ?? null;
}
