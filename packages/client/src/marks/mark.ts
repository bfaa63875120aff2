import type { AccountId, ConversationId, MessageId } from '@sotto/protocol';
import type { ConversationChange, EventAnswerValue } from '@sotto/protocol/content';

/**
 * Something that somebody did with a message, or said about a conversation. Marks are only ever added; what
 * they mean together is worked out from the set of them, so it is the same in whatever order they came and
 * however often (`views` beside this file).
 */
export type Mark = MarkOrigin & MarkValue;

export type MarkOrigin = {
  /** Of the content that said so. */
  readonly messageId: MessageId;
  readonly author: AccountId;
  /** The author's clock, moved on past whatever it replaces. */
  readonly sentAt: number;
  /** The server's time; `null` while it is only here. */
  readonly acceptedAt: number | null;
};

export type MarkValue =
  /** The new part, encoded. */
  | { readonly name: 'edit'; readonly body: Uint8Array }
  /** What the message was before its first edit. */
  | { readonly name: 'original'; readonly body: Uint8Array }
  | { readonly name: 'delete' }
  | { readonly name: 'reaction'; readonly emojis: readonly string[] }
  | { readonly name: 'vote'; readonly choices: readonly number[] }
  | { readonly name: 'close' }
  | { readonly name: 'answer'; readonly answer: EventAnswerValue }
  | { readonly name: 'pin'; readonly pinned: boolean }
  | { readonly name: 'expiry'; readonly change: Extract<ConversationChange, { kind: 'expiry' }> }
  | { readonly name: 'reference'; readonly change: Extract<ConversationChange, { kind: 'reference' }> };

export type MarkName = Mark['name'];

/** What several people say about one thing, each in the place of the others. */
export function isShared(name: MarkName): boolean {
  return name === 'pin' || name === 'expiry' || name === 'reference';
}

/** Where a mark belongs: it counts for that message in that conversation and nowhere else. */
export type MarkPlace = { readonly conversationId: ConversationId; readonly target: string };

export type MarkOf<Name extends MarkName> = MarkOrigin & Extract<MarkValue, { name: Name }>;

export function marksOf<Name extends MarkName>(marks: readonly Mark[], name: Name): MarkOf<Name>[] {
  return marks.filter((mark): mark is MarkOf<Name> & Mark => mark.name === name);
}
