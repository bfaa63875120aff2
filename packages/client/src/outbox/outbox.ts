import type { ConversationId } from '@sotto/protocol';
import type { DownFrame } from '@sotto/protocol/socket';
import { ClientError } from '../client-error.ts';
import { readConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { readGroup } from '../groups/group-table.ts';
import { sendingGate } from '../groups/sending-gate.ts';
import { markListStale } from '../people/person-table.ts';
import { randomShare } from '../platform/random-share.ts';
import { backoffMs } from '../sync/backoff.ts';
import {
  type OutboxEntry,
  postpone,
  readEntry,
  readEnvelopes,
  removeExpired,
  setEnvelopes,
} from './outbox-table.ts';
import { prepareDirectEntries } from './prepare-direct-entries.ts';
import { prepareGroupEntries } from './prepare-group-entries.ts';
import { createPump } from './pump.ts';
import { selectEntries } from './select-entries.ts';
import { failEntry, failureOf, isPassing, settleEntry } from './settle-entry.ts';

export type OutboxAnswer = Extract<
  DownFrame,
  { type: 'accepted' | 'stale-devices' | 'group-stale' | 'error' }
>;

/** Sends what is in the outbox table, in order per conversation, until the server has it. */
export type Outbox = {
  /** A connection that can send; `null` when there is none. */
  connect(send: ((submission: Uint8Array) => void) | null): void;
  answer(frame: OutboxAnswer): void;
  /** Something was queued, or may be tried again. */
  wake(): void;
  stop(): void;
};

/** A message without an answer yet. */
type InFlight = {
  readonly conversationId: ConversationId;
  /** The group's when it left; `null` in a direct conversation. */
  readonly epoch: number | null;
  stopWaiting(): void;
};

/** A submission without an answer is repeated after this; repeating is safe. */
const answerDeadlineMs = 30_000;

export function createOutbox(context: DeviceContext): Outbox {
  const { database, platform } = context;
  const { clock, timer, log } = platform;
  const inFlight = new Map<string, InFlight>();
  const cautious = new Set<ConversationId>();
  /** Groups that moved on: nothing leaves until this device is in that epoch too. */
  const staleBefore = new Map<ConversationId, number>();
  let send: ((submission: Uint8Array) => void) | null = null;
  let stopped = false;
  let alarm: { at: number; cancel: () => void } | null = null;
  let answers: OutboxAnswer[] = [];

  // What is for groups needs nothing from the server first, and does not wait for what does.
  const lanes = [createPump(sendToGroups, onTrouble), createPump(sendDirectly, onTrouble)];

  function wake(): void {
    if (stopped || send === null) return;
    for (const pump of lanes) pump();
  }

  function onTrouble(error: unknown): void {
    if (stopped || (error instanceof ClientError && error.code === 'closed')) return;
    log('error', 'task-failed');
    wakeAt(clock() + backoffMs(4, randomShare(platform.random)));
  }

  async function sendToGroups(): Promise<void> {
    const entries = select((conversationId) => !isGroup(conversationId) || isHeld(conversationId));
    const fresh = entries.filter((entry) => entry.envelopes === null);
    if (fresh.length > 0) prepareGroupEntries(context, fresh);
    for (const entry of entries) transmit(entry);
  }

  async function sendDirectly(): Promise<void> {
    const entries = select(isGroup);
    const fresh = entries.filter((entry) => entry.envelopes === null);
    const putOff = fresh.length === 0 ? [] : await prepareDirectEntries(context, fresh);
    if (stopped) return;
    for (const { entry, atLeastMs } of putOff) delay(entry, atLeastMs);
    const waiting = new Set(putOff.map(({ entry }) => entry.conversationId));
    for (const entry of entries) if (!waiting.has(entry.conversationId)) transmit(entry);
  }

  function select(isHeldBack: (conversationId: ConversationId) => boolean): readonly OutboxEntry[] {
    if (stopped || send === null) return [];
    if (alarm !== null && alarm.at <= clock()) alarm = null;
    database.commit((changes) => removeExpired(changes, clock()));
    const { entries, nextAt } = selectEntries(database, inFlight, cautious, clock(), isHeldBack);
    if (nextAt !== null) wakeAt(nextAt);
    return entries;
  }

  function isGroup(conversationId: ConversationId): boolean {
    return readConversation(database, conversationId)?.kind === 'group';
  }

  function transmit({ messageId, conversationId, envelopes }: OutboxEntry): void {
    const submission = envelopes ?? readEnvelopes(database, messageId);
    if (submission === null || send === null) return;
    const stopWaiting = timer(answerDeadlineMs, () => {
      inFlight.delete(messageId);
      wake();
    });
    const epoch = readGroup(database, conversationId)?.epoch ?? null;
    inFlight.set(messageId, { conversationId, epoch, stopWaiting });
    send(submission);
  }

  /** Answers that came together are taken in together: one transaction for many messages. */
  function takeAnswers(): void {
    const taken = answers;
    answers = [];
    if (stopped) return;
    const refused: { entry: OutboxEntry; retryAfterMs: number }[] = [];
    database.commit((changes) => {
      for (const frame of taken) {
        if (frame.message_id === undefined) continue;
        landed(frame.message_id);
        const entry = readEntry(changes, frame.message_id);
        if (entry === null) continue;
        if (frame.type === 'accepted') {
          cautious.delete(entry.conversationId);
          settleEntry(changes, entry, frame.accepted_at);
        } else if (frame.type === 'stale-devices') {
          log('info', 'stale-devices');
          cautious.add(entry.conversationId);
          setEnvelopes(changes, entry.messageId, null);
          for (const { user_id } of frame.stale) markListStale(changes, user_id);
        } else if (frame.type === 'group-stale') {
          cautious.add(entry.conversationId);
          staleBefore.set(entry.conversationId, frame.epoch);
          setEnvelopes(changes, entry.messageId, null);
        } else if (isPassing(frame.code)) {
          refused.push({ entry, retryAfterMs: frame.retry_after_ms ?? 0 });
        } else {
          failEntry(changes, entry, failureOf(frame.code));
        }
      }
    });
    for (const { entry, retryAfterMs } of refused) delay(entry, retryAfterMs);
    wake();
  }

  /** Whether a group's messages have to wait: for the group itself, or for this device to catch up with it. */
  function isHeld(conversationId: ConversationId): boolean {
    const group = readGroup(database, conversationId);
    if (group === null) return false;
    const behind = (staleBefore.get(conversationId) ?? 0) > group.epoch;
    if (!behind) staleBefore.delete(conversationId);
    return (
      behind ||
      isAnswerDue(conversationId, group.epoch) ||
      sendingGate(database, conversationId, clock()) === 'waiting'
    );
  }

  /** What left in another epoch may come back: nothing overtakes it. */
  function isAnswerDue(conversationId: ConversationId, epoch: number): boolean {
    for (const message of inFlight.values()) {
      if (message.conversationId === conversationId && message.epoch !== epoch) return true;
    }
    return false;
  }

  function delay(entry: OutboxEntry, atLeastMs: number): void {
    const nextAt = clock() + atLeastMs + backoffMs(entry.attempts + 1, randomShare(platform.random));
    cautious.add(entry.conversationId);
    database.commit((changes) => postpone(changes, entry.messageId, nextAt));
    wakeAt(nextAt);
  }

  function wakeAt(at: number): void {
    if (alarm !== null && alarm.at <= at) return;
    alarm?.cancel();
    const cancel = timer(Math.max(0, at - clock()), () => {
      alarm = null;
      wake();
    });
    alarm = { at, cancel };
  }

  function landed(messageId: string): void {
    inFlight.get(messageId)?.stopWaiting();
    inFlight.delete(messageId);
  }

  return {
    connect(next) {
      send = next;
      for (const messageId of [...inFlight.keys()]) landed(messageId);
      wake();
    },
    answer(frame) {
      if (answers.length === 0) timer(0, takeAnswers);
      answers.push(frame);
    },
    wake,
    stop() {
      stopped = true;
      send = null;
      alarm?.cancel();
      for (const messageId of [...inFlight.keys()]) landed(messageId);
    },
  };
}
