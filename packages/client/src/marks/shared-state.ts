import type { ConversationId } from '@sotto/protocol';
import type { ConversationReference } from '../api/rich-message.ts';
import type { Reader } from '../store/changes.ts';
import { type Mark, marksOf } from './mark.ts';
import { readMarks } from './mark-table.ts';
import { compareShared, latest } from './stamp.ts';

/** Whether a message is pinned: whoever spoke last decides. */
export function isPinned(marks: readonly Mark[]): boolean {
  return latest(marksOf(marks, 'pin'), compareShared)?.pinned ?? false;
}

/** What the people of a conversation share about it. */
export type ConversationState = {
  /** New messages disappear this long after they were read. */
  readonly expiresInSeconds: number | null;
  readonly reference: ConversationReference | null;
};

/** Marks of a conversation itself have it as their target. */
export function readConversationState(reader: Reader, conversationId: ConversationId): ConversationState {
  return conversationStateOf(readMarks(reader, { conversationId, target: conversationId }));
}

export function conversationStateOf(marks: readonly Mark[]): ConversationState {
  const expiry = latest(marksOf(marks, 'expiry'), compareShared)?.change;
  const reference = latest(marksOf(marks, 'reference'), compareShared)?.change;
  return {
    expiresInSeconds: expiry?.seconds ?? null,
    reference:
      reference === undefined || reference.reference === null
        ? null
        : { system: reference.system, reference: reference.reference },
  };
}
