import type { ConversationId } from '@sotto/protocol';
import {
  disposition,
  encodeConversationChange,
  encodeEventAnswer,
  encodePin,
  encodeVote,
  isReaction,
  mediaType,
  type Part,
  partSemantics,
  richLimits,
  single,
} from '@sotto/protocol/content';
import type { ConversationReference, EventAnswer } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { readPinned } from '../messages/listed-messages.ts';
import { checkExpiry } from '../messages/send-content.ts';
import { bodyOf } from '../messages/stored-body.ts';
import { viewNow } from '../messages/view.ts';
import type { Reader } from '../store/changes.ts';
import { readMarks } from './mark-table.ts';
import { tallyOf } from './poll-tally.ts';
import { reactionsBy } from './reactions.ts';
import { readConversationState } from './shared-state.ts';
import { type MarkTarget, targetOf, writeMark } from './write-mark.ts';

type Context = Pick<DeviceContext, 'database' | 'self' | 'platform'>;

/** Adds or takes away one of this person's reactions; the set of them is said whole. */
export function react(context: Context, messageId: string, emoji: string, on: boolean): void {
  if (!isReaction(emoji)) throw new ClientError('invalid-input');
  context.database.commit((changes) => {
    const target = targetOf(changes, messageId);
    const before = reactionsBy(readMarks(changes, target), context.self.accountId);
    if (before.includes(emoji) === on) return;
    const after = on ? [...before, emoji] : before.filter((one) => one !== emoji);
    if (after.length > richLimits.reactionsPerPerson) throw new ClientError('invalid-input');
    writeMark(changes, context, target, 'reaction', { part: reactionPart(after), inReplyTo: messageId });
  });
}

/** For everybody in the conversation. */
export function setPinned(context: Context, messageId: string, pinned: boolean): void {
  context.database.commit((changes) => {
    const target = targetOf(changes, messageId);
    const { length } = pinned ? readPinned(viewNow(context, changes), target.conversationId) : [];
    if (length >= richLimits.pinsPerConversation) throw new ClientError('invalid-input');
    writeMark(changes, context, target, 'pin', {
      part: markPart(mediaType.pin, encodePin(pinned)),
      inReplyTo: messageId,
    });
  });
}

/** @throws ClientError `not-permitted` when the poll is closed, `invalid-input` for what it does not offer. */
export function vote(context: Context, messageId: string, choices: readonly number[]): void {
  context.database.commit((changes) => {
    const { target, poll, closesAt } = pollOf(changes, messageId);
    if (closesAt !== null && closesAt <= context.platform.clock()) throw new ClientError('not-permitted');
    const distinct = new Set(choices);
    const offered = [...distinct].every(
      (choice) => Number.isInteger(choice) && poll.options[choice] !== undefined,
    );
    if (!offered || distinct.size > poll.choicesMax) throw new ClientError('invalid-input');
    writeMark(changes, context, target, 'vote', {
      part: markPart(mediaType.vote, encodeVote([...distinct])),
      inReplyTo: messageId,
    });
  });
}

/** Only who asked closes it. */
export function closePoll(context: Context, messageId: string): void {
  context.database.commit((changes) => {
    const { target, closesAt } = pollOf(changes, messageId);
    if (!target.mine) throw new ClientError('not-permitted');
    if (closesAt !== null && closesAt <= context.platform.clock()) return;
    writeMark(changes, context, target, 'close', {
      part: markPart(mediaType.pollClose, new Uint8Array()),
      inReplyTo: messageId,
    });
  });
}

export function answerEvent(context: Context, messageId: string, answer: EventAnswer): void {
  context.database.commit((changes) => {
    const target = targetOf(changes, messageId);
    if (bodyOf(target.row)[0]?.kind !== 'event') throw new ClientError('invalid-input');
    writeMark(changes, context, target, 'answer', {
      part: markPart(mediaType.eventAnswer, encodeEventAnswer(answer)),
      inReplyTo: messageId,
    });
  });
}

/** How long new messages of everybody stay after they were read. */
export function setExpiry(context: Context, conversationId: ConversationId, seconds: number | null): void {
  if (seconds !== null) checkExpiry(seconds);
  context.database.commit((changes) => {
    if (readConversationState(changes, conversationId).expiresInSeconds === seconds) return;
    const part = markPart(mediaType.conversation, encodeConversationChange({ kind: 'expiry', seconds }));
    writeMark(changes, context, { conversationId, target: conversationId }, 'expiry', { part });
  });
}

/** The project, order or case a conversation is about: known to its people only. */
export function setReference(
  context: Context,
  conversationId: ConversationId,
  reference: ConversationReference | null,
): void {
  const system = reference?.system.trim() ?? '';
  const value = reference === null ? null : reference.reference.trim();
  const { referenceSystemCharacters, referenceCharacters } = richLimits;
  if (
    system.length > referenceSystemCharacters ||
    value === '' ||
    (value?.length ?? 0) > referenceCharacters
  ) {
    throw new ClientError('invalid-input');
  }
  const change = { kind: 'reference' as const, system, reference: value };
  context.database.commit((changes) => {
    const part = markPart(mediaType.conversation, encodeConversationChange(change));
    writeMark(changes, context, { conversationId, target: conversationId }, 'reference', { part });
  });
}

function pollOf(reader: Reader, messageId: string) {
  const target: MarkTarget = targetOf(reader, messageId);
  const [item] = bodyOf(target.row);
  if (item?.kind !== 'poll') throw new ClientError('invalid-input');
  const { closesAt } = tallyOf(item.poll, target.sender, readMarks(reader, target));
  return { target, poll: item.poll, closesAt };
}

function markPart(contentType: string, content: Uint8Array): Part {
  return single(disposition.unspecified, contentType, content);
}

function reactionPart(emojis: readonly string[]): Part {
  const head = { disposition: disposition.reaction, language: '' };
  const parts = emojis.map((emoji) =>
    single(disposition.reaction, mediaType.reaction, new TextEncoder().encode(emoji)),
  );
  const [only] = parts;
  if (only === undefined) return { kind: 'none', ...head };
  if (parts.length === 1) return only;
  return { kind: 'multi', ...head, semantics: partSemantics.processAll, parts };
}
