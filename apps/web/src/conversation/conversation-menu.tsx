import type { ConversationSummary } from '@sotto/client';
import { IconButton, LazyMenu, type MenuEntry } from '@sotto/react';
import { EllipsisVertical, MessagesSquare, Tag, Timer } from 'lucide-react';
import { useRef, useState } from 'react';
import { mayWrite } from '../groups/may-write.ts';
import { useOverlay } from '../overlay/overlay-state.ts';
import { conversationText as text } from './text.ts';

type ConversationMenuProps = { readonly conversation: ConversationSummary; readonly className?: string };

/** What can be set about a conversation by whoever writes in it. */
export function ConversationMenu({ conversation, className = '' }: ConversationMenuProps) {
  const { show } = useOverlay();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const { conversationId } = conversation;
  const writable = conversation.kind !== 'group' || mayWrite(conversation.standing);
  const entries: MenuEntry[] = [
    { id: 'threads', label: text.threads, icon: MessagesSquare, onPick: () => show({ kind: 'threads' }) },
  ];
  if (writable) {
    entries.unshift(
      {
        id: 'expiry',
        label: text.expiry,
        icon: Timer,
        onPick: () => show({ kind: 'expiry', conversationId }),
      },
      {
        id: 'reference',
        label: text.reference,
        icon: Tag,
        onPick: () => show({ kind: 'reference', conversationId }),
      },
    );
  }
  return (
    <>
      <IconButton
        ref={button}
        className={className}
        icon={EllipsisVertical}
        label={text.more}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <LazyMenu label={text.more} entries={entries} anchor={button} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
