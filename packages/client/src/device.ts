import type { ConversationId } from '@sotto/protocol';
import type { Person } from './api/person.ts';
import type { Query } from './api/query.ts';
import type { Reminder, ScheduledMessage, ThreadSummary } from './api/rich-message.ts';
import type { ConnectionState } from './api/session.ts';
import { keepAppointments } from './appointments.ts';
import { createFiles, type Files } from './attachments/files.ts';
import { type ConversationsQuery, observeConversations } from './conversations/observe-conversations.ts';
import type { DeviceContext } from './device-context.ts';
import { keepPrekeys } from './devices/prekey-upkeep.ts';
import { refreshDevices } from './devices/refresh-devices.ts';
import { withdrawAll } from './expiry/withdrawals.ts';
import { distrustedGroups } from './groups/group-table.ts';
import { createGroupWorker } from './groups/group-worker.ts';
import { removeOrphans } from './marks/mark-table.ts';
import { announcePresence, type PresenceAnnouncer } from './messages/announce-presence.ts';
import { announceTyping, type TypingAnnouncer } from './messages/announce-typing.ts';
import { sendDueReceipts } from './messages/due-receipts.ts';
import { createLiveness } from './messages/liveness.ts';
import { type MessageIntake, messageIntake } from './messages/message-intake.ts';
import { retakeKept } from './messages/retake-kept.ts';
import { createOutbox } from './outbox/outbox.ts';
import { countQueued } from './outbox/outbox-table.ts';
import { expireRetryCache } from './outbox/retry-cache.ts';
import { observePeople } from './people/observe-people.ts';
import { markListStale } from './people/person-table.ts';
import { refreshPeople } from './people/refresh-people.ts';
import { observePlans } from './queries/observe-plans.ts';
import { sameShape } from './queries/same-shape.ts';
import { valueQuery } from './queries/value-query.ts';
import { askAgain } from './sessions/ask-again.ts';
import { nextRepairAt } from './sessions/repair-table.ts';
import { createSyncEngine } from './sync/engine.ts';
import { learnSenders, receiveBatch } from './sync/receive-batch.ts';
import type { SyncPhase, SyncState } from './sync/sync-state.ts';
import { createUpkeep } from './upkeep.ts';

/** A signed-in device at work: everything that runs between sign-in and sign-out. */
export type Device = {
  readonly context: DeviceContext;
  readonly connection: Query<ConnectionState>;
  readonly people: Query<readonly Person[]>;
  readonly conversations: ConversationsQuery;
  readonly threads: Query<readonly ThreadSummary[]>;
  readonly scheduled: Query<readonly ScheduledMessage[]>;
  readonly reminders: Query<readonly Reminder[]>;
  readonly files: Files;
  readonly takeMessage: MessageIntake;
  readonly typing: TypingAnnouncer;
  readonly presence: PresenceAnnouncer;
  /** Resolves when what this device does by itself after it connected is done. */
  idle(): Promise<void>;
  start(): void;
  retryNow(): void;
  stop(): void;
};

/** Receipts that fall due within this travel together. */
const receiptDelayMs = 150;

const upkeepIntervalMs = 6 * 60 * 60 * 1000;

/** @param onEnded called when the server says that this session is over. */
export function createDevice(serverUrl: string, context: DeviceContext, onEnded: () => void): Device {
  const { database, platform, self } = context;
  const connection = valueQuery<ConnectionState>({ kind: 'connecting' }, sameShape);
  let phase: SyncPhase = 'stopped';
  let latest: SyncState | null = null;
  const isOnline = () => phase === 'live' || phase === 'backfill';

  const liveness = createLiveness(platform, (conversationId) => conversations.refresh(conversationId));
  const conversations = observeConversations(context, liveness);
  const outbox = createOutbox(context);
  const typing = announceTyping(context, isOnline);
  const presence = announcePresence(context, isOnline);
  const upkeep = createUpkeep(platform);
  const files = createFiles(serverUrl, context, upkeep);
  const receiving = { ...context, liveness };
  const { threads, scheduled, reminders } = observePlans(context);
  const appointments = keepAppointments(context, reminders.refresh);
  retakeKept(receiving);
  const groups = createGroupWorker(receiving);

  const sync = createSyncEngine(serverUrl, context, {
    prepare: (envelopes) => learnSenders(receiving, envelopes),
    store: (envelopes) => receiveBatch(receiving, envelopes),
    onState(state) {
      const before = phase;
      phase = state.phase;
      latest = state;
      files.setOnline(isOnline());
      connection.set(connectionOf(state, () => countQueued(database)));
      if (phase === before || phase !== 'live') return;
      platform.log('info', 'caught-up');
      repair();
      groups.caughtUp();
      upkeep.soon('receipts', 0, sendReceipts);
      upkeep.soon('daily', 0, daily);
      upkeep.soon('people', 0, () => refreshPeople(context));
    },
    onFrame(frame) {
      if (
        frame.type === 'accepted' ||
        frame.type === 'stale-devices' ||
        frame.type === 'group-stale' ||
        frame.type === 'error'
      ) {
        outbox.answer(frame);
        // The commit that moved the group on is on its way here, or was lost.
        if (frame.type === 'group-stale') groups.look(frame.group_id as string as ConversationId);
      } else if (frame.type === 'group-events') {
        groups.takeEvents(frame);
      } else if (frame.type === 'notice' && frame.notice === 'group-welcome') {
        groups.welcome(frame.group_id as string as ConversationId);
      } else if (frame.type === 'notice' && frame.notice === 'log-truncated') {
        groups.truncated(frame.group_id as string as ConversationId);
      } else if (frame.type === 'notice' && frame.notice === 'key-packages-low') {
        groups.keyPackagesLow();
      } else if (frame.type === 'notice' && frame.notice === 'prekeys-low') {
        upkeep.soon('prekeys', 0, () => keepPrekeys(context));
      } else if (frame.type === 'notice' && frame.notice === 'devices-changed') {
        const accountId = frame.user_id;
        database.commit((changes) => markListStale(changes, accountId));
        upkeep.soon(`devices ${accountId}`, 0, async () => {
          await refreshDevices(context, accountId);
        });
      }
    },
    onSender(send) {
      outbox.connect(send);
      groups.connect(send);
    },
    onIncarnation(changed) {
      if (!changed) return;
      // What the server handed out since its backup is known here only: look at everything again (REQ-D2).
      platform.log('info', 'incarnation-changed');
      database.commit((changes) => changes.run('update people set list_stale = 1'));
      upkeep.soon('prekeys', 0, () => keepPrekeys(context));
    },
    onEnded,
  });

  async function sendReceipts(): Promise<void> {
    sendDueReceipts(context);
  }

  /** Asks again for what could not be read, now and when the next request is due. */
  function repair(): void {
    if (!isOnline()) return;
    askAgain(context);
    const at = nextRepairAt(database);
    if (at !== null) upkeep.soon('repair', Math.max(0, at - platform.clock()), async () => repair());
  }

  async function daily(): Promise<void> {
    upkeep.soon('daily', upkeepIntervalMs, daily);
    const now = platform.clock();
    database.commit((changes) => {
      expireRetryCache(changes, now);
      changes.run('delete from seen where seen_at < ?', [now - 40 * 24 * 60 * 60 * 1000]);
      removeOrphans(changes, now);
    });
    await keepPrekeys(context);
    await refreshDevices(context, self.accountId);
  }

  const stopWatching = database.onCommit((touched) => {
    if (touched.outbox) {
      outbox.wake();
      groups.wake(distrustedGroups(database));
      if (latest !== null) connection.set(connectionOf(latest, () => countQueued(database)));
    }
    if (touched.withdrawals && isOnline()) upkeep.soon('withdrawals', 0, () => withdrawAll(context));
    if (touched.receipts && phase === 'live') upkeep.soon('receipts', receiptDelayMs, sendReceipts);
    if (touched.strangers && isOnline()) upkeep.soon('people', 1000, () => refreshPeople(context));
    if (touched.repairs && phase === 'live') repair();
    if (touched.groups.size > 0) {
      groups.wake(touched.groups);
      outbox.wake();
    }
    groups.devicesChanged(touched.devices);
  });

  return {
    context,
    connection,
    people: observePeople(context),
    conversations,
    threads,
    scheduled,
    reminders,
    files,
    takeMessage: messageIntake(context),
    typing,
    presence,
    async idle() {
      await groups.idle();
      await files.idle();
    },
    start: () => sync.start(),
    retryNow: () => sync.retryNow(),
    stop() {
      stopWatching();
      upkeep.stop();
      appointments.stop();
      presence.stop();
      liveness.forget();
      files.stop();
      outbox.stop();
      groups.stop();
      sync.stop();
    },
  };
}

function connectionOf(state: SyncState, queued: () => number): ConnectionState {
  switch (state.phase) {
    case 'live':
      return { kind: 'online' };
    case 'backfill':
      return { kind: 'catching-up' };
    default:
      return state.offlineSince === null
        ? { kind: 'connecting' }
        : { kind: 'offline', since: state.offlineSince, retryAt: state.retryAt, queued: queued() };
  }
}
