import type { SottoClient } from '../api/sotto-client.ts';

type AsyncName = {
  [Name in keyof SottoClient]: SottoClient[Name] extends (...args: never[]) => Promise<unknown>
    ? Name
    : never;
}[keyof SottoClient];

/** Actions that travel; closing is the owner's own matter. */
export type ActionName = Exclude<AsyncName, 'close'>;

/** Queries that are mirrored. */
export type QueryName = 'session' | 'connection' | 'people' | 'conversations' | 'preferences';

export const queryNames: readonly QueryName[] = [
  'session',
  'connection',
  'people',
  'conversations',
  'preferences',
];

/**
 * What to do about an action whose answer was lost because its engine ended: `repeat` it at the next one,
 * where doing it twice is doing it once; or say that it was interrupted.
 */
export const actions = {
  organisation: 'repeat',
  updateOrganisation: 'repeat',
  inspectInvite: 'repeat',
  signUp: 'interrupt',
  signIn: 'interrupt',
  signOut: 'repeat',
  changePassphrase: 'interrupt',
  setDisplayName: 'repeat',
  listSessions: 'repeat',
  removeDevice: 'interrupt',
  createInvite: 'interrupt',
  listInvites: 'repeat',
  revokeInvite: 'repeat',
  refreshPeople: 'repeat',
  openDirectConversation: 'repeat',
  openNoteToSelf: 'repeat',
  conversationDetails: 'repeat',
  createGroup: 'repeat',
  addMembers: 'repeat',
  removeMember: 'repeat',
  setRole: 'repeat',
  updateGroup: 'repeat',
  leaveGroup: 'repeat',
  answerInvitation: 'repeat',
  discardTask: 'interrupt',
  messageReceipts: 'repeat',
  sendMessage: 'repeat',
  retryMessage: 'repeat',
  discardMessage: 'interrupt',
  getDraft: 'repeat',
  saveDraft: 'repeat',
  markRead: 'repeat',
  setTyping: 'repeat',
  setActive: 'repeat',
  safetyNumber: 'repeat',
  compareScannedCode: 'repeat',
  setVerified: 'repeat',
  acceptChangedIdentity: 'repeat',
  setPreferences: 'repeat',
} as const satisfies Record<ActionName, 'repeat' | 'interrupt'>;

export function isActionName(name: unknown): name is ActionName {
  return typeof name === 'string' && Object.hasOwn(actions, name);
}
