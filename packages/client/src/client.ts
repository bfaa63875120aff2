import { type Role, routes } from '@sotto/protocol/http';
import { changePassphrase } from './accounts/change-passphrase.ts';
import { createInvite, inspectInvite, listInvites } from './accounts/invites.ts';
import { listSessions } from './accounts/list-sessions.ts';
import { updateDisplayName, updateOrganisation } from './accounts/update-profile.ts';
import type { SottoClient } from './api/sotto-client.ts';
import { fileActions } from './attachments/file-actions.ts';
import { conversationDetails } from './conversations/conversation-details.ts';
import { getDraft, keepDraft } from './conversations/drafts.ts';
import { openConversation } from './conversations/open-conversation.ts';
import { startSubject } from './conversations/start-subject.ts';
import type { Device } from './device.ts';
import type { DeviceContext } from './device-context.ts';
import { removeDevice } from './devices/remove-device.ts';
import { groupActions } from './groups/group-actions.ts';
import { observeGroupDetails } from './groups/observe-group-details.ts';
import { previewLink } from './link-previews/preview-link.ts';
import { discardMessage, retryMessage } from './messages/failed-message.ts';
import { markRead } from './messages/mark-read.ts';
import { messageActions } from './messages/message-actions.ts';
import { observeTimeline } from './messages/observe-timeline.ts';
import { savePreferences } from './messages/preferences.ts';
import { refreshPeople } from './people/refresh-people.ts';
import type { Platform } from './platform/platform.ts';
import { createRuntime } from './runtime.ts';
import { asClientError } from './transport/as-client-error.ts';
import {
  acceptChangedIdentity,
  compareScannedCode,
  safetyNumber,
  setVerified,
} from './verification/verify-person.ts';

/** A client in this process, with what only its owner can ask. */
export type LocalClient = SottoClient & {
  /** Resolves when the store is open. @throws ClientError `store-in-use`, `store-unavailable`. */
  ready(): Promise<void>;
  /**
   * Resolves when what this device does by itself after it connected is done: keys offered, groups joined.
   * For processes that end soon.
   */
  idle(): Promise<void>;
  /** False when everything here is gone with this process (a private window). Known once it is ready. */
  readonly persistent: boolean;
};

/**
 * A client of one server for one account on one device. It opens its store, and goes on where it stopped.
 * Delegates only: each line has its home in the folder of the same name.
 */
export function createClient({
  platform,
  serverUrl,
}: {
  platform: Platform;
  serverUrl: string;
}): LocalClient {
  const runtime = createRuntime(platform, serverUrl);
  const { call } = runtime;

  /** An action of the signed-in device, once the store is open. */
  async function act<Result>(
    action: (context: DeviceContext, device: Device) => Result,
  ): Promise<Awaited<Result>> {
    await runtime.ready();
    const device = runtime.device();
    return asClientError(async () => action(device.context, device));
  }

  const groups = groupActions(act);

  return {
    session: runtime.session,
    connection: runtime.connection,
    people: runtime.people,
    conversations: runtime.conversations,
    preferences: runtime.preferences,
    uploads: runtime.uploads,
    downloads: runtime.downloads,
    threads: runtime.threads,
    scheduled: runtime.scheduled,
    reminders: runtime.reminders,
    ready: runtime.ready,
    idle: () => act((_, device) => device.idle()),
    get persistent() {
      return runtime.persistent;
    },

    organisation: () =>
      asClientError(async () => {
        const { set_up, name } = await call(routes.getOrganisation, {});
        return { setUp: set_up, name };
      }),
    updateOrganisation: async (change) => {
      await act((context) => updateOrganisation(context, change));
      runtime.showSelf();
    },
    inspectInvite: (token) => asClientError(() => inspectInvite(call, token)),
    signUp: (form) => asClientError(() => runtime.signUp(form)),
    signIn: (form) => asClientError(() => runtime.signIn(form)),
    signOut: () => runtime.signOut(),
    changePassphrase: (before, after) => act((context) => changePassphrase(context, before, after)),
    setDisplayName: async (displayName) => {
      await act((context) => updateDisplayName(context, displayName));
      runtime.showSelf();
    },
    listSessions: () => act((context) => listSessions(context)),
    removeDevice: (sessionId) => act((context) => removeDevice(context, sessionId)),
    createInvite: (options: { role: Role; uses: number; expiresInHours: number }) =>
      act((context) => createInvite(context.call, options)),
    listInvites: () => act((context) => listInvites(context.call)),
    revokeInvite: (inviteId) =>
      act((context) => context.call(routes.revokeInvite, { params: { invite_id: inviteId as never } })),

    refreshPeople: () => act((context) => refreshPeople(context)),
    openDirectConversation: (accountId) => act((context) => openConversation(context, accountId)),
    openNoteToSelf: () => act((context) => openConversation(context, context.self.accountId)),
    conversationDetails: (conversationId) => act((context) => conversationDetails(context, conversationId)),

    ...groups,
    ...messageActions(act),
    ...fileActions(act),
    startSubject: (subject) =>
      act((context) => startSubject(context, (group) => groups.createGroup(group), subject)),
    previewLink: (url) => act((context) => previewLink(context, url)),

    openGroupDetails: (conversationId) => observeGroupDetails(runtime.device().context, conversationId),
    openTimeline: (conversationId, options) =>
      observeTimeline(runtime.device().context, conversationId, options),
    sendMessage: (conversationId, text, options) =>
      act((_, device) => device.takeMessage(conversationId, { kind: 'text', text }, options)),
    retryMessage: (messageId) => act((context) => retryMessage(context, messageId)),
    discardMessage: (messageId) => act((context) => discardMessage(context, messageId)),
    getDraft: (conversationId) => act((context) => getDraft(context, conversationId)),
    saveDraft: (conversationId, text) =>
      act((context) => keepDraft(context, { conversationId }, { text, replyTo: null })),
    markRead: (conversationId, itemId) => act((context) => markRead(context, conversationId, itemId)),
    setTyping: (conversationId, typing) => act((_, device) => device.typing.set(conversationId, typing)),
    setActive: (active) =>
      act((_, device) => {
        device.presence.set(active);
        if (active) device.retryNow();
      }),

    safetyNumber: (accountId) => act((context) => safetyNumber(context, accountId)),
    compareScannedCode: (accountId, scanned) =>
      act((context) => compareScannedCode(context, accountId, scanned)),
    setVerified: (accountId, verified) => act((context) => setVerified(context, accountId, verified)),
    acceptChangedIdentity: (accountId) => act((context) => acceptChangedIdentity(context, accountId)),

    setPreferences: (change) =>
      act((context) => context.database.commit((changes) => savePreferences(changes, change))),

    close: () => runtime.close(),
  };
}
