import type { ConversationId, ProblemCode } from '@sotto/protocol';
import type { FailureReason } from '../api/conversation.ts';
import { isWithdrawn } from '../expiry/withdrawals.ts';
import { acceptMessage, failMessage } from '../messages/item-table.ts';
import type { Changes } from '../store/changes.ts';
import { type OutboxEntry, readOutbox, removeEntry, setFailed } from './outbox-table.ts';

/** The server has it: the entry goes, and the message takes its place among the others. */
export function settleEntry(changes: Changes, entry: OutboxEntry, acceptedAt: number): void {
  removeEntry(changes, entry.messageId);
  acceptMessage(changes, entry.conversationId, entry.messageId, acceptedAt);
  if (isWithdrawn(changes, entry.messageId)) changes.touchWithdrawals();
}

/** It cannot be sent: a person's message waits for their decision, a signal is dropped. */
export function failEntry(changes: Changes, entry: OutboxEntry, reason: FailureReason): void {
  if (entry.audience !== 'conversation') {
    removeEntry(changes, entry.messageId);
    return;
  }
  setFailed(changes, entry.messageId, true);
  failMessage(changes, entry.conversationId, entry.messageId, reason);
}

/** Everything that waits in a conversation fails for the same reason. */
export function failWaiting(changes: Changes, conversationId: ConversationId, reason: FailureReason): void {
  for (let entries = readOutbox(changes, conversationId, 64); entries.length > 0; ) {
    for (const entry of entries) failEntry(changes, entry, reason);
    entries = readOutbox(changes, conversationId, 64);
  }
}

const passing: ReadonlySet<ProblemCode> = new Set([
  'rate-limited',
  'queue-full',
  'unavailable',
  'internal',
  'device-list-conflict',
  'device-not-registered',
  // The server forgot, or has not heard yet: the group's own upkeep finds out which.
  'group-unknown',
  'not-signed-in',
  'token-expired',
]);

/** Whether the same submission can succeed later. */
export function isPassing(code: ProblemCode): boolean {
  return passing.has(code);
}

export function failureOf(code: ProblemCode): FailureReason {
  switch (code) {
    case 'account-unknown':
    case 'account-suspended':
    case 'device-unknown':
      return 'recipient-unavailable';
    case 'body-too-large':
    case 'frame-too-large':
      return 'too-long';
    default:
      return 'refused';
  }
}
