import type { AccountId, ConversationId } from '@sotto/protocol';
import { ClientError } from '../client-error.ts';
import type { SqlRow, SqlStore, SqlValue } from '../platform/sql-store.ts';

/** Reading, in or out of a change. */
export type Reader = {
  all(sql: string, parameters?: readonly SqlValue[]): SqlRow[];
  first(sql: string, parameters?: readonly SqlValue[]): SqlRow | undefined;
};

/**
 * The only thing that can write, and it exists only inside `commit`: whatever is written through it
 * (ratchet state, outbox entry, message, cursor) becomes durable together or not at all.
 */
export type Changes = Reader & {
  run(sql: string, parameters?: readonly SqlValue[]): number;
  touchPeople(): void;
  touchOutbox(): void;
  touchReceipts(): void;
  touchRepairs(): void;
  /** A conversation with somebody nobody here knows yet. */
  touchStrangers(): void;
  touchPreferences(): void;
  /** Devices of somebody came or went. */
  touchDevices(accountId: AccountId): void;
  /** Something about a group that is not its timeline: who is in it, what is to be done in it. */
  touchGroup(groupId: ConversationId): void;
  touchThreads(): void;
  /** Files on their way, and what is owed for files. */
  touchUploads(): void;
  /** A message can be taken back for a while, or no longer. */
  touchHeld(): void;
  touchScheduled(): void;
  touchReminders(): void;
  /** Something begins to disappear, or was changed about when it does. */
  touchExpiry(): void;
  /** Something to be removed at the server. */
  touchWithdrawals(): void;
  /** Content was removed: what is left of it in the files of the database has to go too. */
  touchRemains(): void;
  touchConversation(conversationId: ConversationId, itemId?: string): void;
};

/** What a commit changed, for whoever shows it. */
export type Touched = {
  people: boolean;
  outbox: boolean;
  receipts: boolean;
  repairs: boolean;
  strangers: boolean;
  preferences: boolean;
  threads: boolean;
  uploads: boolean;
  held: boolean;
  scheduled: boolean;
  reminders: boolean;
  expiry: boolean;
  withdrawals: boolean;
  remains: boolean;
  readonly groups: Set<ConversationId>;
  readonly devices: Set<AccountId>;
  readonly conversations: Map<ConversationId, Set<string>>;
};

export type Database = Reader & {
  readonly persistent: boolean;
  commit<Result>(work: (changes: Changes) => Result): Result;
  /** Calls `listener` after every commit that changed something shown. */
  onCommit(listener: (touched: Touched) => void): () => void;
  /** Calls `listener` after a transaction that failed: what was remembered of it is not true. */
  onRollback(listener: () => void): void;
  /**
   * Empties the log of earlier pages, so that what was deleted is in no file of the database any more: its
   * place in the main file was overwritten with zeros.
   */
  scrub(): void;
  close(): void;
};

/** The rules of writing around a plain store. */
export function openDatabase(store: SqlStore): Database {
  const listeners = new Set<(touched: Touched) => void>();
  const rollbackListeners: (() => void)[] = [];
  let closed = false;
  const all: Reader['all'] = (sql, parameters) => {
    if (closed) throw new ClientError('closed');
    return store.all(sql, parameters);
  };
  const reader: Reader = { all, first: (sql, parameters) => all(sql, parameters)[0] };
  let open: { changes: Changes; touched: Touched } | null = null;

  function commit<Result>(work: (changes: Changes) => Result): Result {
    if (open !== null) return work(open.changes);
    if (closed) throw new ClientError('closed');
    const touched = nothingTouched();
    const changes = changesOf(store, reader, touched);
    open = { changes, touched };
    let result: Result;
    try {
      result = store.transaction(() => work(changes));
    } catch (error) {
      for (const listener of rollbackListeners) listener();
      throw error;
    } finally {
      open = null;
    }
    if (anythingTouched(touched)) for (const listener of [...listeners]) listener(touched);
    return result;
  }

  return {
    ...reader,
    persistent: store.persistent,
    commit,
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onRollback(listener) {
      rollbackListeners.push(listener);
    },
    scrub() {
      if (!closed) store.all('pragma wal_checkpoint(truncate)');
    },
    close() {
      closed = true;
      listeners.clear();
      store.close();
    },
  };
}

function changesOf(store: SqlStore, reader: Reader, touched: Touched): Changes {
  return {
    ...reader,
    run: (sql, parameters) => store.run(sql, parameters),
    touchPeople: () => {
      touched.people = true;
    },
    touchOutbox: () => {
      touched.outbox = true;
    },
    touchReceipts: () => {
      touched.receipts = true;
    },
    touchRepairs: () => {
      touched.repairs = true;
    },
    touchStrangers: () => {
      touched.strangers = true;
    },
    touchPreferences: () => {
      touched.preferences = true;
    },
    touchDevices: (accountId) => {
      touched.devices.add(accountId);
    },
    touchGroup: (groupId) => {
      touched.groups.add(groupId);
    },
    touchThreads: () => {
      touched.threads = true;
    },
    touchUploads: () => {
      touched.uploads = true;
    },
    touchHeld: () => {
      touched.held = true;
    },
    touchScheduled: () => {
      touched.scheduled = true;
    },
    touchReminders: () => {
      touched.reminders = true;
    },
    touchExpiry: () => {
      touched.expiry = true;
    },
    touchWithdrawals: () => {
      touched.withdrawals = true;
    },
    touchRemains: () => {
      touched.remains = true;
    },
    touchConversation: (conversationId, itemId) => {
      const items = touched.conversations.get(conversationId) ?? new Set<string>();
      if (itemId !== undefined) items.add(itemId);
      touched.conversations.set(conversationId, items);
    },
  };
}

function nothingTouched(): Touched {
  return {
    people: false,
    outbox: false,
    receipts: false,
    repairs: false,
    strangers: false,
    preferences: false,
    threads: false,
    uploads: false,
    held: false,
    scheduled: false,
    reminders: false,
    expiry: false,
    withdrawals: false,
    remains: false,
    groups: new Set(),
    devices: new Set(),
    conversations: new Map(),
  };
}

function anythingTouched(touched: Touched): boolean {
  return (
    touched.people ||
    touched.outbox ||
    touched.receipts ||
    touched.repairs ||
    touched.strangers ||
    touched.preferences ||
    touched.threads ||
    touched.uploads ||
    touched.held ||
    touched.scheduled ||
    touched.reminders ||
    touched.expiry ||
    touched.withdrawals ||
    touched.remains ||
    touched.groups.size > 0 ||
    touched.devices.size > 0 ||
    touched.conversations.size > 0
  );
}
