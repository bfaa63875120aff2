import { type BodyItem, readBody } from './body.ts';
import type { MessageContent } from './content.ts';
import { type ConversationChange, decodeConversationChange } from './conversation-change.ts';
import { decodeEventAnswer, type EventAnswerValue } from './event-answer.ts';
import { extensionName } from './extension-name.ts';
import { mediaType } from './media-types.ts';
import { decodeOwnState, type OwnStateEntry } from './own-state.ts';
import { disposition, type Part, partSemantics } from './part.ts';
import { decodePin } from './pin.ts';
import { decodeVote } from './poll.ts';
import { isReaction } from './reaction.ts';
import { richLimits } from './rich-limits.ts';
import { skippedOf } from './skipped.ts';
import { strictText } from './strict-text.ts';

/**
 * What a content means, read once and checked whole. Everything that speaks of another message names it in
 * `replaces` (an edit, a deletion, another reaction in the place of an earlier one) or `inReplyTo`.
 *
 *     a message       part to render
 *     an edit         replaces the message, part to render
 *     a deletion      replaces the message, no part
 *     a reaction      in reply to the message; disposition reaction: one emoji, several, or none
 *     a vote, the end of a poll, an answer to an event, a pin      in reply to the message
 */
export type Meaning =
  | { readonly kind: 'message'; readonly items: readonly BodyItem[]; readonly flags: MessageFlags }
  | { readonly kind: 'edit'; readonly target: Uint8Array; readonly items: readonly BodyItem[] }
  | { readonly kind: 'delete'; readonly target: Uint8Array }
  | { readonly kind: 'reaction'; readonly target: Uint8Array; readonly emojis: readonly string[] }
  | { readonly kind: 'vote'; readonly target: Uint8Array; readonly choices: readonly number[] }
  | { readonly kind: 'poll-close'; readonly target: Uint8Array }
  | { readonly kind: 'event-answer'; readonly target: Uint8Array; readonly answer: EventAnswerValue }
  | { readonly kind: 'pin'; readonly target: Uint8Array; readonly pinned: boolean }
  | { readonly kind: 'conversation'; readonly change: ConversationChange }
  | { readonly kind: 'own-state'; readonly entries: readonly OwnStateEntry[] }
  /** Read by the client and shown to nobody: receipts, typing, requests. */
  | { readonly kind: 'signal'; readonly contentType: string; readonly content: Uint8Array }
  /** Written by a later version. `shown`: for a person to see, so that its place is kept. */
  | { readonly kind: 'newer'; readonly shown: boolean }
  | { readonly kind: 'malformed' };

export type MessageFlags = {
  /** Nobody is to be alerted. */
  readonly silent: boolean;
  /** How often it was passed on. */
  readonly forwards: number;
};

/** An extension of a name like this changes what the message means: without knowing it nothing is shown. */
const required = '!';

const malformed: Meaning = { kind: 'malformed' };

/** Total: any content that could be decoded has a meaning, or is malformed. */
export function meaningOf(content: MessageContent): Meaning {
  const { part, replaces } = content;
  const shown = isForPeople(part) && replaces === null;
  if ([...content.extensions.keys()].some((name) => name.startsWith(required)))
    return { kind: 'newer', shown };
  const flags = flagsOf(content);
  if (flags === undefined || skippedOf(content) === undefined) return malformed;
  if (isReactionPart(part)) return reactionOf(content);
  if (part.kind === 'none') {
    return replaces === null || part.disposition !== disposition.render
      ? malformed
      : { kind: 'delete', target: replaces };
  }
  if (part.kind === 'single') {
    const mark = markOf(content, part);
    if (mark !== undefined) return mark;
  }
  if (!bodyDispositions.has(part.disposition)) return { kind: 'newer', shown: false };
  const body = readBody(part);
  if (body.kind === 'malformed') return malformed;
  if (body.items.every((item) => item.kind === 'unknown')) return { kind: 'newer', shown };
  if (body.items.filter((item) => item.kind === 'link-preview').length > richLimits.linkPreviewsPerMessage) {
    return malformed;
  }
  return replaces === null
    ? { kind: 'message', items: body.items, flags }
    : { kind: 'edit', target: replaces, items: body.items };
}

/** A part that says something about another message or the conversation; `undefined`: it is none of these. */
function markOf(
  { inReplyTo: target, replaces }: MessageContent,
  { contentType, content }: Extract<Part, { kind: 'single' }>,
): Meaning | undefined {
  switch (contentType) {
    case mediaType.vote: {
      const choices = decodeVote(content);
      return choices === undefined || target === null ? malformed : { kind: 'vote', target, choices };
    }
    case mediaType.pollClose:
      return target === null || content.length !== 0 ? malformed : { kind: 'poll-close', target };
    case mediaType.eventAnswer: {
      const answer = decodeEventAnswer(content);
      return answer === undefined || target === null ? malformed : { kind: 'event-answer', target, answer };
    }
    case mediaType.pin: {
      const pinned = decodePin(content);
      return pinned === undefined || target === null ? malformed : { kind: 'pin', target, pinned };
    }
    case mediaType.conversation: {
      const change = decodeConversationChange(content);
      if (change.kind === 'malformed') return malformed;
      return change.kind === 'newer' ? { kind: 'newer', shown: false } : { kind: 'conversation', change };
    }
    case mediaType.ownState: {
      const entries = decodeOwnState(content);
      return entries === undefined ? malformed : { kind: 'own-state', entries };
    }
    default:
      return signalTypes.has(contentType) && replaces === null
        ? { kind: 'signal', contentType, content }
        : undefined;
  }
}

const signalTypes: ReadonlySet<string> = new Set([
  mediaType.status,
  mediaType.activity,
  mediaType.readMarker,
  mediaType.resendRequest,
  mediaType.resend,
  mediaType.groupEpochs,
  mediaType.groupKeyRequest,
  mediaType.groupKey,
  mediaType.groupMissing,
]);

/** What a message is made of; parts for other purposes are a later version's matter. */
const bodyDispositions: ReadonlySet<number> = new Set([
  disposition.unspecified,
  disposition.render,
  disposition.inline,
  disposition.attachment,
]);

function isReactionPart(part: Part): boolean {
  return part.disposition === disposition.reaction;
}

function reactionOf({ inReplyTo: target, part }: MessageContent): Meaning {
  if (target === null) return malformed;
  if (part.kind === 'none') return { kind: 'reaction', target, emojis: [] };
  if (part.kind === 'multi' && part.semantics !== partSemantics.processAll) return malformed;
  const parts = part.kind === 'multi' ? part.parts : [part];
  const emojis = parts.map((one) => {
    const reaction = one.kind === 'single' && one.contentType === mediaType.reaction;
    return reaction && one.disposition === disposition.reaction ? (strictText(one.content) ?? '') : '';
  });
  const distinct = new Set(emojis).size === emojis.length && emojis.length <= richLimits.reactionsPerPerson;
  return distinct && emojis.every(isReaction) ? { kind: 'reaction', target, emojis } : malformed;
}

function flagsOf({ extensions }: MessageContent): MessageFlags | undefined {
  const silent = extensions.get(extensionName.silent) ?? false;
  const forwards = extensions.get(extensionName.forwards) ?? 0;
  if (typeof silent !== 'boolean' || !Number.isInteger(forwards)) return undefined;
  const count = forwards as number;
  return count < 0 || count > richLimits.forwardsMax ? undefined : { silent, forwards: count };
}

/** What a person would have seen: kept and shown as something that a later version can read. */
function isForPeople(part: Part): boolean {
  return part.disposition === disposition.render || part.disposition === disposition.attachment;
}
