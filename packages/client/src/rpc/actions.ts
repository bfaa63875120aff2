import type { SottoClient } from '../api/sotto-client.ts';

type AsyncName = {
  [Name in keyof SottoClient]: SottoClient[Name] extends (...args: never[]) => Promise<unknown>
    ? Name
    : never;
}[keyof SottoClient];

/** Actions that travel; closing is the owner's own matter. */
export type ActionName = Exclude<AsyncName, 'close'>;

/** Queries that are mirrored. */
export type QueryName =
  | 'session'
  | 'connection'
  | 'people'
  | 'conversations'
  | 'preferences'
  | 'uploads'
  | 'downloads'
  | 'threads'
  | 'scheduled'
  | 'reminders';

export const queryNames: readonly QueryName[] = [
  'session',
  'connection',
  'people',
  'conversations',
  'preferences',
  'uploads',
  'downloads',
  'threads',
  'scheduled',
  'reminders',
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
  sendContent: 'repeat',
  undoSend: 'interrupt',
  retryMessage: 'repeat',
  discardMessage: 'interrupt',
  getDraft: 'repeat',
  saveDraft: 'repeat',
  readDraft: 'repeat',
  keepDraft: 'repeat',
  keepDraftExtras: 'repeat',
  markRead: 'repeat',
  setTyping: 'repeat',
  setActive: 'repeat',
  editMessage: 'repeat',
  messageVersions: 'repeat',
  deleteForMe: 'repeat',
  deleteForEveryone: 'interrupt',
  react: 'repeat',
  setPinned: 'repeat',
  setStarred: 'repeat',
  starredMessages: 'repeat',
  forwardMessage: 'repeat',
  vote: 'repeat',
  closePoll: 'repeat',
  answerEvent: 'repeat',
  cancelEvent: 'repeat',
  setReminder: 'repeat',
  dismissReminder: 'repeat',
  followThread: 'repeat',
  scheduleMessage: 'repeat',
  rescheduleMessage: 'repeat',
  sendScheduledNow: 'interrupt',
  cancelScheduled: 'repeat',
  startSubject: 'repeat',
  setReference: 'repeat',
  findByReference: 'repeat',
  setExpiry: 'repeat',
  exportContact: 'repeat',
  readContacts: 'repeat',
  exportEvent: 'repeat',
  readEvents: 'repeat',
  previewLink: 'repeat',
  fileLimits: 'repeat',
  sendFiles: 'repeat',
  pauseUpload: 'repeat',
  resumeUpload: 'repeat',
  cancelUpload: 'interrupt',
  supplyFile: 'interrupt',
  fetchFile: 'repeat',
  cancelDownload: 'repeat',
  openFile: 'interrupt',
  readFile: 'repeat',
  saveFile: 'interrupt',
  dropFile: 'repeat',
  fileAccesses: 'repeat',
  safetyNumber: 'repeat',
  compareScannedCode: 'repeat',
  setVerified: 'repeat',
  acceptChangedIdentity: 'repeat',
  setPreferences: 'repeat',
} as const satisfies Record<ActionName, 'repeat' | 'interrupt'>;

export function isActionName(name: unknown): name is ActionName {
  return typeof name === 'string' && Object.hasOwn(actions, name);
}

/** Where the options of an action stand that is given its name by the call, so that it is done once. */
const optionsOf: Partial<Record<ActionName, number>> = {
  sendFiles: 2,
  sendMessage: 2,
  sendContent: 2,
  forwardMessage: 2,
  scheduleMessage: 3,
  createGroup: 0,
  startSubject: 0,
};

/** The call's own id makes what is asked for again after a take-over the same message, the same group. */
export function named(action: ActionName, args: readonly unknown[], requestId: string): readonly unknown[] {
  const at = optionsOf[action];
  if (at === undefined) return args;
  const given: unknown[] = [...args];
  while (given.length <= at) given.push(undefined);
  given[at] = { requestId, ...(given[at] as object | undefined) };
  return given;
}

/** Actions whose answers are files: looked at, not remembered. */
export const largeAnswers: ReadonlySet<ActionName> = new Set<ActionName>(['openFile', 'readFile']);
