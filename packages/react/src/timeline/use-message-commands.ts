import type { TimelineMessage } from '@sotto/client';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { useClient } from '../client/use-client.ts';
import {
  type CommandScope,
  commandOfKey,
  commandsFor,
  type MessageCommand,
} from '../message/message-commands.ts';
import { copyable } from '../message/message-label.ts';

/** What needs more than the timeline: dialogs, panels, the composer. What is absent is not offered. */
export type CommandHandlers = {
  readonly onReply?: ((message: TimelineMessage) => void) | undefined;
  readonly onThread?: ((messageId: string) => void) | undefined;
  readonly onEdit?: ((message: TimelineMessage) => void) | undefined;
  readonly onForward?: ((message: TimelineMessage) => void) | undefined;
  readonly onReceipts?: ((messageId: string) => void) | undefined;
  readonly onVersions?: ((messageId: string) => void) | undefined;
  readonly onDelete?: ((message: TimelineMessage) => void) | undefined;
};

export type OpenedMenu = {
  readonly what: 'menu' | 'emoji';
  readonly message: TimelineMessage;
  readonly anchor: HTMLElement;
};

/** Does what is chosen about a message, and keeps which menu is open. */
export function useMessageCommands(
  handlers: CommandHandlers,
  where: { writable: boolean; inThread: boolean },
) {
  const client = useClient();
  const [opened, setOpened] = useState<OpenedMenu | null>(null);
  const latest = useRef(handlers);
  latest.current = handlers;
  const { writable, inThread } = where;

  const offeredList = offeredBy(handlers).join();
  const scope = useMemo<CommandScope>(
    () => ({ writable, inThread, offered: new Set(offeredList.split(',') as MessageCommand[]) }),
    [writable, inThread, offeredList],
  );

  const onCommand = useCallback(
    (message: TimelineMessage, command: MessageCommand) => {
      const { id } = message;
      const { onReply, onThread, onEdit, onForward, onReceipts, onVersions, onDelete } = latest.current;
      switch (command) {
        case 'reply':
          return onReply?.(message);
        case 'thread':
          return onThread?.(id);
        case 'edit':
          return onEdit?.(message);
        case 'copy':
          return void navigator.clipboard.writeText(copyable(message)).catch(() => {});
        case 'forward':
          return onForward?.(message);
        case 'pin':
          return void client.setPinned(id, !message.pinned).catch(() => {});
        case 'star':
          return void client.setStarred(id, !message.starred).catch(() => {});
        case 'info':
          return onReceipts?.(id);
        case 'history':
          return onVersions?.(id);
        case 'delete':
          return onDelete?.(message);
      }
    },
    [client],
  );

  const onReact = useCallback(
    (message: TimelineMessage, emoji: string) => {
      const on = !message.reactions.some((one) => one.mine && one.emoji === emoji);
      client.react(message.id, emoji, on).catch(() => {});
    },
    [client],
  );

  const onOpen = useCallback(
    (message: TimelineMessage, what: OpenedMenu['what'], anchor: HTMLElement) =>
      setOpened({ what, message, anchor }),
    [],
  );

  /** A key on a message: true when it meant something. */
  const onKey = (event: KeyboardEvent, message: TimelineMessage, article: HTMLElement): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === '+' && writable && !message.deleted) onOpen(message, 'emoji', article);
    else if (
      event.key === 'Enter' ||
      event.key === 'ContextMenu' ||
      (event.key === 'F10' && event.shiftKey)
    ) {
      onOpen(message, 'menu', article);
    } else {
      const command = commandOfKey(event.key);
      if (command === undefined || !commandsFor(message, scope).includes(command)) return false;
      onCommand(message, command);
    }
    return true;
  };

  return {
    scope,
    opened,
    close: useCallback(() => setOpened(null), []),
    onOpen,
    onKey,
    onCommand,
    onReact: writable ? onReact : undefined,
  };
}

function offeredBy(handlers: CommandHandlers): MessageCommand[] {
  const { onReply, onThread, onEdit, onForward, onReceipts, onVersions, onDelete } = handlers;
  const offered: [MessageCommand, unknown][] = [
    ['reply', onReply],
    ['thread', onThread],
    ['edit', onEdit],
    ['copy', true],
    ['forward', onForward],
    ['pin', true],
    ['star', true],
    ['info', onReceipts],
    ['history', onVersions],
    ['delete', onDelete],
  ];
  return offered.filter(([, handler]) => handler !== undefined).map(([command]) => command);
}
