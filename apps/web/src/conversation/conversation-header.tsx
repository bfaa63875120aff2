import type { ConversationSummary } from '@sotto/client';
import {
  ConversationAvatar,
  conversationName,
  IconButton,
  safeName,
  timeInWords,
  typistsOf,
  whoTypes,
} from '@sotto/react';
import { BadgeCheck, Info, Lock, Tag, Timer } from 'lucide-react';
import { mayWrite } from '../groups/may-write.ts';
import { useOverlay } from '../overlay/overlay-state.ts';
import { hrefOf, places } from '../routing/places.ts';
import { BackLink } from '../ui/back-link.tsx';
import { ConversationMenu } from './conversation-menu.tsx';
import { conversationText } from './text.ts';

type ConversationHeaderProps = {
  readonly conversation: ConversationSummary;
  readonly onDetails: () => void;
};

/** Who one writes with, how they are, and the way to more. */
export function ConversationHeader({ conversation, onDetails }: ConversationHeaderProps) {
  const label = conversation.kind === 'group' ? conversationText.groupInfo : conversationText.details;
  const { show } = useOverlay();
  const { conversationId } = conversation;
  return (
    <header className="flex h-16 flex-none items-center gap-2 border-b border-line pe-3 ps-4 [--avatar-ring:var(--sotto-surface)] max-md:ps-1.5">
      <BackLink className="md:hidden" href={hrefOf(places.home)} label={conversationText.back} />
      <button
        type="button"
        onClick={onDetails}
        className="-ms-1.5 flex min-w-0 items-center gap-3 rounded-xl py-1 ps-1.5 pe-3 text-start hover:bg-hover"
      >
        <ConversationAvatar conversation={conversation} presence />
        <span className="grid min-w-0">
          <span className="flex min-w-0 items-center gap-1">
            <h1 className="truncate text-[0.9375rem] font-semibold tracking-[-0.01em]">
              <bdi>{conversationName(conversation)}</bdi>
            </h1>
            {conversation.kind === 'direct' && conversation.person.verified && (
              <BadgeCheck
                className="size-4 flex-none text-accent-ink"
                aria-label={conversationText.verified}
              />
            )}
          </span>
          <span className="flex min-w-0 items-center gap-1 text-[0.8125rem] text-muted">
            {conversation.reference !== null && (
              <span className="flex min-w-0 items-center gap-1 font-medium text-ink">
                <Tag className="size-3 flex-none" aria-hidden="true" />
                <bdi className="truncate">
                  {safeName(conversation.reference.system)} {safeName(conversation.reference.reference)}
                </bdi>
                <span aria-hidden="true">·</span>
              </span>
            )}
            <Subline conversation={conversation} />
          </span>
        </span>
      </button>
      {conversation.expiresInSeconds !== null && (
        <IconButton
          className="ms-auto"
          icon={Timer}
          label={conversationText.expiresAfter(timeInWords(conversation.expiresInSeconds))}
          onClick={() => show({ kind: 'expiry', conversationId })}
        />
      )}
      <ConversationMenu
        className={conversation.expiresInSeconds === null ? 'ms-auto' : ''}
        conversation={conversation}
      />
      <IconButton icon={Info} label={label} keys={conversationText.detailsKeys} onClick={onDetails} />
    </header>
  );
}

function Subline({ conversation }: { conversation: ConversationSummary }) {
  const typists = typistsOf(conversation);
  if (typists.length > 0) {
    const text = conversation.kind === 'group' ? whoTypes(typists) : conversationText.typing;
    return <span className="truncate text-accent-ink">{text}</span>;
  }
  if (conversation.kind === 'direct' && conversation.presence !== 'unknown') {
    return conversationText[conversation.presence];
  }
  return (
    <>
      <Lock className="size-3 flex-none" aria-hidden="true" />
      <span className="truncate">{whoReads(conversation)}</span>
    </>
  );
}

function whoReads(conversation: ConversationSummary): string {
  switch (conversation.kind) {
    case 'group':
      return mayWrite(conversation.standing) || conversation.standing.kind === 'invited'
        ? conversationText.people(conversation.memberCount)
        : conversationText.noMember;
    case 'direct':
      return conversationText.private;
    case 'note-to-self':
      return conversationText.notes;
  }
}
