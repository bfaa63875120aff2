import type { AccountId, ConversationId } from '@sotto/protocol';
import type { Presence } from '../api/person.ts';
import type { Clock } from '../platform/clock.ts';
import type { Timer } from '../platform/timer.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';

/** A typing notice is repeated every few seconds; without one it is over. */
export const typingLifeMs = 6000;

/** Presence is repeated every few minutes; without it nobody knows. */
export const presenceLifeMs = 5 * 60_000;

/** What waited in a mailbox says nothing about now. */
const oldMs = 60_000;

type Sign = Pick<DecryptedMessage, 'conversationId' | 'senderId' | 'acceptedAt'>;

/** Who is typing and who is there: known for moments, never stored. */
export type Liveness = {
  typing(sign: Sign, typing: boolean): void;
  presence(sign: Sign, active: boolean): void;
  /** A message came: its writer is no longer typing it. */
  wrote(sign: Sign): void;
  isTyping(conversationId: ConversationId): boolean;
  /** Who types, the longest first. */
  typists(conversationId: ConversationId): AccountId[];
  presenceOf(accountId: AccountId): Presence;
  forget(): void;
};

/** @param onChange called with the conversation that looks different now. */
export function createLiveness(
  { clock, timer }: { clock: Clock; timer: Timer },
  onChange: (conversationId: ConversationId) => void,
): Liveness {
  const typing = new Map<ConversationId, Map<AccountId, () => void>>();
  const presence = new Map<
    AccountId,
    { active: boolean; conversationId: ConversationId; cancel: () => void }
  >();

  function stopTyping({ conversationId, senderId }: Pick<Sign, 'conversationId' | 'senderId'>): void {
    const typists = typing.get(conversationId);
    const cancel = typists?.get(senderId);
    if (typists === undefined || cancel === undefined) return;
    cancel();
    typists.delete(senderId);
    if (typists.size === 0) typing.delete(conversationId);
    onChange(conversationId);
  }

  function isNow(sign: Sign): boolean {
    return Math.abs(clock() - sign.acceptedAt) < oldMs;
  }

  return {
    typing(sign, isTyping) {
      const { conversationId, senderId } = sign;
      if (!isTyping || !isNow(sign)) return stopTyping(sign);
      const typists = typing.get(conversationId) ?? new Map<AccountId, () => void>();
      typing.set(conversationId, typists);
      const before = typists.get(senderId);
      before?.();
      typists.set(
        senderId,
        timer(typingLifeMs, () => stopTyping({ conversationId, senderId })),
      );
      if (before === undefined) onChange(conversationId);
    },
    presence(sign, active) {
      if (!isNow(sign)) return;
      const { senderId, conversationId } = sign;
      presence.get(senderId)?.cancel();
      const cancel = timer(presenceLifeMs, () => {
        presence.delete(senderId);
        onChange(conversationId);
      });
      presence.set(senderId, { active, conversationId, cancel });
      onChange(conversationId);
    },
    wrote: (sign) => stopTyping(sign),
    isTyping: (conversationId) => typing.has(conversationId),
    typists: (conversationId) => [...(typing.get(conversationId)?.keys() ?? [])],
    presenceOf(accountId) {
      const known = presence.get(accountId);
      if (known === undefined) return 'unknown';
      return known.active ? 'active' : 'away';
    },
    forget() {
      for (const typists of typing.values()) for (const cancel of typists.values()) cancel();
      for (const { cancel } of presence.values()) cancel();
      typing.clear();
      presence.clear();
    },
  };
}
