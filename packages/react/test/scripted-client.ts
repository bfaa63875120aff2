import type {
  AccountOutcome,
  ConnectionState,
  ConversationSummary,
  DirectSummary,
  DraftExtras,
  DraftPlace,
  GroupDetails,
  MessageReceipt,
  Person,
  Preferences,
  Self,
  SessionState,
  SignedInSession,
  SottoClient,
  Timeline,
  TimelineItem,
} from '@sotto/client';
import { noDraftExtras } from '@sotto/client';
import { type Cell, cell } from './cell.ts';
import { anna, ben, message } from './items.ts';
import { scriptedFiles } from './scripted-files.ts';
import { scriptedGroups } from './scripted-groups.ts';
import { scriptedRich } from './scripted-rich.ts';

type ConversationId = ConversationSummary['conversationId'];

export type Script = {
  readonly session: Cell<SessionState>;
  readonly connection: Cell<ConnectionState>;
  readonly people: Cell<readonly Person[]>;
  readonly conversations: Cell<readonly ConversationSummary[]>;
  readonly timelines: Map<ConversationId, Cell<Timeline>>;
  readonly groups: Map<ConversationId, Cell<GroupDetails | null>>;
  /** Whom one's own messages have reached. */
  readonly receipts: Map<string, readonly MessageReceipt[]>;
  /** By conversation, or by the thread or message that is rewritten. */
  readonly drafts: Map<string, string>;
  /** What unsent texts answer, by the same. */
  readonly repliesBegun: Map<string, string>;
  readonly draftExtras: Map<string, DraftExtras>;
  /** Every action that was called, with what it was given. */
  readonly calls: { readonly action: string; readonly args: readonly unknown[] }[];
};

export const conversationId = '33333333-3333-4333-8333-333333333333' as ConversationId;

export const benPerson: Person = {
  accountId: ben,
  username: 'ben',
  displayName: 'Ben Okafor',
  role: 'member',
  verified: false,
  identityChanged: false,
};

export function summary(change: Partial<DirectSummary> = {}): DirectSummary {
  return {
    conversationId,
    kind: 'direct',
    person: benPerson,
    lastMessage: null,
    unread: 0,
    unreadMentions: 0,
    unreadThreads: 0,
    expiresInSeconds: null,
    reference: null,
    draft: null,
    typing: false,
    presence: 'unknown',
    sortAt: 0,
    ...change,
  };
}

export function timelineOf(items: readonly TimelineItem[], change: Partial<Timeline> = {}): Timeline {
  return {
    conversationId,
    threadId: null,
    items,
    hasOlder: false,
    hasNewer: false,
    pinned: [],
    root: null,
    unreadFrom: null,
    loading: false,
    ...change,
  };
}

/** Who is signed in. */
export const annaSelf: Self = {
  accountId: anna,
  deviceId: 'this-device' as never,
  username: 'anna',
  displayName: 'Anna Weiss',
  role: 'owner',
  organisationName: 'Northside Music Studio',
};

/**
 * The front door with a script behind it: what the interface is tested and looked at with, without
 * cryptography, store or server. Tests change the cells and read the calls.
 */
export function scriptedClient(change: Partial<Script> = {}): { client: SottoClient; script: Script } {
  const script: Script = {
    session: cell<SessionState>({
      kind: 'signed-in',
      self: annaSelf,
    }),
    connection: cell<ConnectionState>({ kind: 'online' }),
    people: cell<readonly Person[]>([benPerson]),
    conversations: cell<readonly ConversationSummary[]>([summary()]),
    timelines: new Map(),
    groups: new Map(),
    receipts: new Map(),
    drafts: new Map(),
    repliesBegun: new Map(),
    draftExtras: new Map(),
    calls: [],
    ...change,
  };
  const preferences = cell<Preferences>({
    readReceipts: true,
    typingIndicators: true,
    presence: true,
    askBeforeGroups: false,
    undoSendSeconds: 0,
    skinTone: 0,
  });
  const called = (action: string, ...args: readonly unknown[]) => void script.calls.push({ action, args });
  const ok = async (): Promise<AccountOutcome> => ({ kind: 'ok' });
  let sent = 0;

  const timelineFor = (id: ConversationId) => {
    let timeline = script.timelines.get(id);
    if (timeline === undefined) {
      timeline = cell({ ...timelineOf([]), conversationId: id });
      script.timelines.set(id, timeline);
    }
    return timeline;
  };

  const client: SottoClient = {
    ...scriptedGroups({ ...script, called }),
    ...scriptedRich(called),
    ...scriptedFiles(called),
    session: script.session,
    connection: script.connection,
    people: script.people,
    conversations: script.conversations,
    preferences,
    organisation: async () => ({ setUp: true, name: 'Northside Music Studio' }),
    updateOrganisation: async (...args) => void called('updateOrganisation', ...args),
    inspectInvite: async (token) =>
      token.startsWith('bad')
        ? null
        : {
            kind: token.startsWith('set-up') ? 'set-up' : 'invite',
            role: token.startsWith('set-up') ? 'owner' : 'member',
            organisationName: token.startsWith('set-up') ? null : 'Northside Music Studio',
            invitedBy: token.startsWith('set-up') ? null : 'Anna Weiss',
          },
    signUp: async (form) => {
      called('signUp', form);
      return ok();
    },
    signIn: async (form) => {
      called('signIn', form);
      return form.passphrase === 'wrong passphrase' ? { kind: 'refused', reason: 'wrong-credentials' } : ok();
    },
    signOut: async () => void called('signOut'),
    changePassphrase: async (...args) => {
      called('changePassphrase', ...args);
      return ok();
    },
    setDisplayName: async (...args) => void called('setDisplayName', ...args),
    listSessions: async () => sessions(),
    removeDevice: async (...args) => void called('removeDevice', ...args),
    createInvite: async (options) => {
      called('createInvite', options);
      return {
        inviteId: 'invite',
        url: `https://chat.example/#/invite/${'Zx8Q'.repeat(10)}abc`,
        role: options.role,
        usesLeft: options.uses,
        expiresAt: Date.now() + options.expiresInHours * 3_600_000,
      };
    },
    listInvites: async () => [
      { inviteId: 'older', role: 'member', usesLeft: 4, expiresAt: Date.now() + 3 * 86_400_000 },
    ],
    revokeInvite: async (...args) => void called('revokeInvite', ...args),
    refreshPeople: async () => void called('refreshPeople'),
    openDirectConversation: async (accountId) => {
      const found = script.conversations.current.find(
        (row) => row.kind === 'direct' && row.person.accountId === accountId,
      );
      return found?.conversationId ?? conversationId;
    },
    openNoteToSelf: async () =>
      script.conversations.current.find((row) => row.kind === 'note-to-self')?.conversationId ??
      conversationId,
    conversationDetails: async (id) => {
      const row = script.conversations.current.find((one) => one.conversationId === id);
      return {
        person: row === undefined || row.kind === 'group' ? benPerson : row.person,
        deviceCount: 2,
        sessionProtocol: 'pqxdh-double-ratchet',
        lastHandshakeAt: Date.now() - 86_400_000,
      };
    },
    openTimeline: (id) => {
      const timeline = timelineFor(id);
      return {
        timeline,
        loadOlder: async () => void called('loadOlder', id),
        loadNewer: async () => {},
        jumpTo: async () => true,
        jumpToLatest: async () => {},
        close: () => {},
      };
    },
    sendContent: async (id, content, options) => {
      called('sendContent', id, content, options);
      return content.kind === 'text' ? client.sendMessage(id, content.text) : { messageId: 'sent-content' };
    },
    sendMessage: async (id, text) => {
      called('sendMessage', id, text);
      const messageId = `sent-${++sent}`;
      const timeline = timelineFor(id);
      const add = (state: 'waiting' | 'sent' | 'delivered' | 'read') => {
        const items = timeline.current.items.filter((item) => item.id !== messageId);
        timeline.set({
          ...timeline.current,
          items: [...items, message(messageId, { mine: true, at: Date.now(), text, state })],
        });
      };
      add('waiting');
      setTimeout(() => add('sent'), 150);
      return { messageId };
    },
    retryMessage: async (...args) => void called('retryMessage', ...args),
    discardMessage: async (...args) => void called('discardMessage', ...args),
    getDraft: async (id) => script.drafts.get(id) ?? '',
    readDraft: async (place) => ({
      text: script.drafts.get(draftKey(place)) ?? '',
      replyTo: script.repliesBegun.get(draftKey(place)) ?? null,
      extras: script.draftExtras.get(draftKey(place)) ?? noDraftExtras,
    }),
    keepDraft: async (place, draft) => {
      script.drafts.set(draftKey(place), draft.text);
      if (draft.replyTo === null) script.repliesBegun.delete(draftKey(place));
      else script.repliesBegun.set(draftKey(place), draft.replyTo);
      called('keepDraft', place, draft);
    },
    keepDraftExtras: async (place, extras) => {
      script.draftExtras.set(draftKey(place), extras);
      called('keepDraftExtras', place, extras);
    },
    saveDraft: async (id, text) => {
      script.drafts.set(id, text);
      called('saveDraft', id, text);
    },
    markRead: async (...args) => void called('markRead', ...args),
    setTyping: async (...args) => void called('setTyping', ...args),
    setActive: async (...args) => void called('setActive', ...args),
    safetyNumber: async () => ({
      digits: '048211937520148855301276440918233750661429583301774620915538',
      scannable: new Uint8Array(90).map((_, index) => index * 7),
      verified: false,
    }),
    compareScannedCode: async () => 'match',
    setVerified: async (accountId, verified) => {
      called('setVerified', accountId, verified);
      const change = (person: Person) => (person.accountId === accountId ? { ...person, verified } : person);
      script.people.set(script.people.current.map(change));
      script.conversations.set(
        script.conversations.current.map((row) =>
          row.kind === 'group' ? row : { ...row, person: change(row.person) },
        ),
      );
    },
    acceptChangedIdentity: async (...args) => void called('acceptChangedIdentity', ...args),
    setPreferences: async (next) => {
      called('setPreferences', next);
      preferences.set({ ...preferences.current, ...next });
    },
    close: async () => {},
  };
  return { client, script };
}

function draftKey({ conversationId, threadId, editOf }: DraftPlace): string {
  return editOf ?? threadId ?? conversationId;
}

function sessions(): SignedInSession[] {
  const now = Date.now();
  const session = (id: string, deviceName: string | null, usedAgoMs: number, current: boolean) => ({
    sessionId: id as SignedInSession['sessionId'],
    deviceId: id as SignedInSession['deviceId'],
    deviceName,
    createdAt: now - 30 * 86_400_000,
    lastUsedAt: now - usedAgoMs,
    current,
  });
  return [
    session('one', 'Firefox on Linux', 0, true),
    session('two', 'Chrome on Android', 3_600_000, false),
    session('three', null, 6 * 86_400_000, false),
  ];
}
