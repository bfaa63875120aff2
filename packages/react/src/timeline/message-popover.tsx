import { lazy, Suspense, useMemo } from 'react';
import { commandsFor } from '../message/message-commands.ts';
import type { useMessageCommands } from './use-message-commands.ts';

const MessageMenu = lazy(async () => ({
  default: (await import('../message/message-menu.tsx')).MessageMenu,
}));
const EmojiPicker = lazy(async () => ({ default: (await import('../emoji/emoji-picker.tsx')).EmojiPicker }));

/** The menu or the emoji of one message. Fetched when it is first wanted. */
export function MessagePopover({ commands }: { readonly commands: ReturnType<typeof useMessageCommands> }) {
  const { opened, scope, close, onOpen, onCommand, onReact } = commands;
  const anchor = useMemo(() => ({ current: opened?.anchor ?? null }), [opened]);
  if (opened === null) return null;
  const { message } = opened;
  const mayReact = !message.deleted && message.state !== 'failed' && message.state !== 'waiting';
  return (
    <Suspense>
      {opened.what === 'menu' && (
        <MessageMenu
          message={message}
          commands={commandsFor(message, scope)}
          anchor={anchor}
          onCommand={onCommand}
          onReact={mayReact ? onReact : undefined}
          onMoreEmoji={() => onOpen(message, 'emoji', opened.anchor)}
          onClose={close}
        />
      )}
      {opened.what === 'emoji' && (
        <EmojiPicker anchor={anchor} onPick={(emoji) => onReact?.(message, emoji)} onClose={close} />
      )}
    </Suspense>
  );
}
