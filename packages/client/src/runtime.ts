import { ready as cryptoReady } from '@sotto/crypto/primitives';
import { routes } from '@sotto/protocol/http';
import { accountRefusal } from './accounts/account-refusal.ts';
import { type OwnAccount, readOwnAccount, setAccountStage } from './accounts/own-account.ts';
import { signIn } from './accounts/sign-in.ts';
import { signInAgain } from './accounts/sign-in-again.ts';
import { signUp } from './accounts/sign-up.ts';
import { tokenKeeper } from './accounts/token-keeper.ts';
import type { ConversationSummary } from './api/conversation.ts';
import type { Download, Upload } from './api/file.ts';
import type { Person } from './api/person.ts';
import type { Query } from './api/query.ts';
import type { Reminder, ScheduledMessage, ThreadSummary } from './api/rich-message.ts';
import type { AccountOutcome, ConnectionState, Self, SessionState, SignIn, SignUp } from './api/session.ts';
import type { Preferences } from './api/sotto-client.ts';
import { removeSealedFiles } from './attachments/local-copies.ts';
import { ClientError } from './client-error.ts';
import { createDevice, type Device } from './device.ts';
import type { DeviceContext } from './device-context.ts';
import { registerDevice } from './devices/register-device.ts';
import { unlistDevice } from './devices/remove-device.ts';
import { distrustGroupChains } from './groups/group-table.ts';
import { defaultPreferences, readPreferences } from './messages/preferences.ts';
import type { Platform } from './platform/platform.ts';
import { relayQuery } from './queries/relay-query.ts';
import { sameShape } from './queries/same-shape.ts';
import { valueQuery } from './queries/value-query.ts';
import { type GroupVault, groupVault } from './sessions/group-vault.ts';
import { distrustSendingChains } from './sessions/session-table.ts';
import { type Database, openDatabase } from './store/changes.ts';
import { clearDatabase } from './store/clear-database.ts';
import { migrate } from './store/migrations.ts';
import { readNumberSetting, writeSetting } from './store/settings.ts';
import { authorisedClient } from './transport/authorised-client.ts';
import { type HttpClient, httpClient } from './transport/http-client.ts';
import { createUpkeep } from './upkeep.ts';

/** One client from opening its store to closing it: who is signed in, and the device that is at work. */
export type Runtime = {
  readonly session: Query<SessionState>;
  readonly connection: Query<ConnectionState>;
  readonly people: Query<readonly Person[]>;
  readonly conversations: Query<readonly ConversationSummary[]>;
  readonly preferences: Query<Preferences>;
  readonly uploads: Query<readonly Upload[]>;
  readonly downloads: Query<readonly Download[]>;
  readonly threads: Query<readonly ThreadSummary[]>;
  readonly scheduled: Query<readonly ScheduledMessage[]>;
  readonly reminders: Query<readonly Reminder[]>;
  readonly call: HttpClient;
  /** False when everything is gone with this process. Known once it is ready. */
  readonly persistent: boolean;
  ready(): Promise<void>;
  /** The device at work. @throws ClientError `not-signed-in`. */
  device(): Device;
  signUp(form: SignUp): Promise<AccountOutcome>;
  signIn(form: SignIn): Promise<AccountOutcome>;
  signOut(): Promise<void>;
  /** Shows the profile as it is stored now. */
  showSelf(): void;
  close(): Promise<void>;
};

/** The server is told of a sign-out if it listens; the device forgets everything in any case. */
const goodbyeMs = 8000;

export function createRuntime(platform: Platform, serverUrl: string): Runtime {
  const call = httpClient(serverUrl, platform.http);
  const session = valueQuery<SessionState>({ kind: 'starting' }, sameShape);
  const connection = relayQuery<ConnectionState>({ kind: 'connecting' });
  const people = relayQuery<readonly Person[]>([]);
  const conversations = relayQuery<readonly ConversationSummary[]>([]);
  const preferences = valueQuery<Preferences>(defaultPreferences, sameShape);
  const uploads = relayQuery<readonly Upload[]>([]);
  const downloads = relayQuery<readonly Download[]>([]);
  const threads = relayQuery<readonly ThreadSummary[]>([]);
  const scheduled = relayQuery<readonly ScheduledMessage[]>([]);
  const reminders = relayQuery<readonly Reminder[]>([]);
  const registering = createUpkeep(platform);
  let database: Database | null = null;
  let vault: GroupVault | null = null;
  let device: Device | null = null;
  let release = () => {};
  let closed = false;
  let busy: Promise<unknown> = Promise.resolve();

  const opened = start();
  // Whoever waits for it is told; nobody has to.
  opened.catch(() => {});

  async function start(): Promise<void> {
    await cryptoReady();
    const locked = await platform.lock('engine');
    if (locked === null) throw new ClientError('store-in-use');
    release = locked;
    if (closed) return release();
    await openStore();
    const account = readOwnAccount(openDatabaseNow());
    if (account === null) session.set({ kind: 'signed-out' });
    else if (account.stage === 'ended') session.set({ kind: 'signed-out', reason: 'session-ended' });
    else work(account);
  }

  async function openStore(): Promise<void> {
    let store: Awaited<ReturnType<Platform['store']['open']>>;
    try {
      store = await platform.store.open();
      const { from, to } = migrate(store);
      if (from !== to) platform.log('info', 'store-migrated', { from, to });
    } catch (cause) {
      throw new ClientError('store-unavailable', cause);
    }
    const fresh = openDatabase(store);
    database = fresh;
    vault = groupVault(fresh);
    fresh.commit((changes) => {
      if (readNumberSetting(changes, 'running') === 1) {
        platform.log('info', 'unclean-start', { sessions: distrustSendingChains(changes) });
        distrustGroupChains(changes);
      }
      writeSetting(changes, 'running', 1);
    });
    fresh.onCommit((touched) => {
      if (touched.preferences) preferences.set(readPreferences(fresh));
    });
    preferences.set(readPreferences(fresh));
  }

  function openVaultNow(): GroupVault {
    if (vault === null) throw new ClientError(closed ? 'closed' : 'store-unavailable');
    return vault;
  }

  function openDatabaseNow(): Database {
    if (closed || database === null) throw new ClientError('closed');
    return database;
  }

  function contextOf(account: OwnAccount): DeviceContext {
    const tokens = tokenKeeper(openDatabaseNow(), platform, call, onEnded);
    return {
      platform,
      database: openDatabaseNow(),
      vault: openVaultNow(),
      self: account,
      tokens,
      call: authorisedClient(call, tokens),
    };
  }

  /** Puts a device to work; one whose keys are not at the server yet is registered first. */
  function work(account: OwnAccount): void {
    const fresh = createDevice(serverUrl, contextOf(account), onEnded);
    device = fresh;
    connection.follow(fresh.connection);
    people.follow(fresh.people);
    conversations.follow(fresh.conversations);
    uploads.follow(fresh.files.uploadsQuery);
    downloads.follow(fresh.files.downloadsQuery);
    threads.follow(fresh.threads);
    scheduled.follow(fresh.scheduled);
    reminders.follow(fresh.reminders);
    session.set({ kind: 'signed-in', self: presentSelf(account) });
    if (account.stage === 'active') {
      fresh.start();
      return;
    }
    registering.soon('register', 0, async () => {
      await registerDevice(fresh.context);
      if (device === fresh) fresh.start();
    });
  }

  function rest(): void {
    device?.stop();
    device = null;
    connection.follow(null);
    people.follow(null);
    conversations.follow(null);
    uploads.follow(null);
    downloads.follow(null);
    threads.follow(null);
    scheduled.follow(null);
    reminders.follow(null);
  }

  function onEnded(): void {
    if (device === null || database === null) return;
    rest();
    database.commit((changes) => setAccountStage(changes, 'ended'));
    session.set({ kind: 'signed-out', reason: 'session-ended' });
  }

  /** Signing up, in and out happen one after another. */
  function inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
    const turn = busy.then(action, action);
    busy = turn.catch(() => {});
    return turn;
  }

  async function enter(authenticate: () => Promise<AccountOutcome>): Promise<AccountOutcome> {
    await opened;
    if (device !== null) throw new ClientError('already-signed-in');
    const outcome = await authenticate();
    if (outcome.kind === 'refused') return outcome;
    const account = readOwnAccount(openDatabaseNow());
    if (account === null) throw new ClientError('internal');
    const context = contextOf(account);
    try {
      await registerDevice(context);
    } catch (error) {
      if (error instanceof ClientError && error.code === 'offline') {
        // Signed in; the keys follow when the server can be reached.
        work(account);
        return outcome;
      }
      await context.call(routes.endSession, { params: { session_id: account.sessionId } }).catch(() => {});
      openDatabaseNow().commit(clearDatabase);
      return accountRefusal(error);
    }
    work({ ...account, stage: 'active' });
    return outcome;
  }

  async function authenticate(form: SignIn): Promise<AccountOutcome> {
    const known = readOwnAccount(openDatabaseNow());
    const again = known !== null && known.username === form.username.trim().toLowerCase();
    if (!again) return signIn(openDatabaseNow(), platform, call, form);
    return signInAgain(openDatabaseNow(), call, known, form);
  }

  return {
    session,
    connection,
    people,
    conversations,
    preferences,
    uploads,
    downloads,
    threads,
    scheduled,
    reminders,
    call,
    get persistent() {
      return database?.persistent ?? false;
    },
    ready: () => opened,
    device() {
      if (device === null) throw new ClientError(closed ? 'closed' : 'not-signed-in');
      return device;
    },
    signUp: (form) => inTurn(() => enter(() => signUp(openDatabaseNow(), platform, call, form))),
    signIn: (form) =>
      inTurn(async () => {
        try {
          return await enter(() => authenticate(form));
        } catch (error) {
          // Another device removed this one meanwhile: what is here is nobody's any more.
          if (!(error instanceof ClientError) || error.code !== 'unknown-session') throw error;
          return enter(() => authenticate(form));
        }
      }),
    signOut: () =>
      inTurn(async () => {
        await opened;
        const leaving = device;
        rest();
        if (leaving !== null) await sayGoodbye(leaving.context);
        openDatabaseNow().close();
        await platform.store.destroy();
        await removeSealedFiles(platform);
        await openStore();
        session.set({ kind: 'signed-out', reason: 'signed-out' });
      }),
    showSelf() {
      const account = database === null ? null : readOwnAccount(database);
      if (device !== null && account !== null) {
        session.set({ kind: 'signed-in', self: presentSelf(account) });
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      registering.stop();
      rest();
      await opened.catch(() => {});
      await busy;
      try {
        database?.commit((changes) => writeSetting(changes, 'running', null));
        database?.close();
      } finally {
        database = null;
        release();
      }
    },
  };

  async function sayGoodbye(context: DeviceContext): Promise<void> {
    const { self } = context;
    const goodbye = unlistDevice(context, self.deviceId).catch(() =>
      context.call(routes.endSession, { params: { session_id: self.sessionId } }),
    );
    let cancel = () => {};
    const tooLong = new Promise<void>((resolve) => {
      cancel = platform.timer(goodbyeMs, resolve);
    });
    await Promise.race([goodbye.then(() => {}).catch(() => {}), tooLong]);
    cancel();
  }
}

function presentSelf(account: OwnAccount): Self {
  const { accountId, deviceId, username, displayName, role, organisationName } = account;
  return { accountId, deviceId, username, displayName, role, organisationName };
}
