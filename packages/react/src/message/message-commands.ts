import type { TimelineMessage } from '@sotto/client';

/** Everything one can do with a message, in the order of its menu. */
export type MessageCommand =
  | 'reply'
  | 'thread'
  | 'edit'
  | 'copy'
  | 'forward'
  | 'pin'
  | 'star'
  | 'info'
  | 'history'
  | 'delete';

/** What is possible here besides what is possible everywhere. */
export type CommandScope = {
  /** One may write in this conversation. */
  readonly writable: boolean;
  /** It is a thread: it has no threads. */
  readonly inThread: boolean;
  /** What the application has dialogs for. */
  readonly offered: ReadonlySet<MessageCommand>;
};

/** What can be done with this message, by its state and by who wrote it. */
export function commandsFor(message: TimelineMessage, scope: CommandScope): readonly MessageCommand[] {
  const { deleted, mine, state } = message;
  const live = isLive(message);
  const possible: Record<MessageCommand, boolean> = {
    reply: live && scope.writable,
    thread: live && scope.writable && !scope.inThread,
    edit: live && mine && scope.writable && editable(message),
    copy: !deleted && message.text !== '',
    forward: mayForward(message),
    pin: live && scope.writable,
    star: live,
    info: message.receipts !== null,
    history: message.edited !== null && !deleted,
    delete: state !== 'failed',
  };
  return order.filter((command) => possible[command] && scope.offered.has(command));
}

/** Passed on, unless whoever sent it asked for it not to be. */
export function mayForward(message: TimelineMessage): boolean {
  const kept = message.parts.some((part) => part.kind === 'file' && (part.noForward || part.viewOnce));
  return isLive(message) && !kept;
}

function isLive({ deleted, state }: TimelineMessage): boolean {
  return !deleted && state !== 'waiting' && state !== 'failed';
}

const order: readonly MessageCommand[] = [
  'reply',
  'thread',
  'edit',
  'copy',
  'forward',
  'pin',
  'star',
  'info',
  'history',
  'delete',
];

/** Text can be rewritten, also where it stands with files; cards cannot. */
function editable({ parts }: TimelineMessage): boolean {
  return (
    parts.length > 0 &&
    parts.every(({ kind }) => kind === 'text' || kind === 'file' || kind === 'link-preview')
  );
}

/** The key of a command while a message has the focus. */
export const commandKeys: Readonly<Partial<Record<MessageCommand, string>>> = {
  reply: 'R',
  thread: 'T',
  edit: 'E',
  copy: 'C',
  forward: 'F',
  pin: 'P',
  star: 'S',
  info: 'I',
  history: 'H',
  delete: 'Delete',
};

/** What a key means while a message has the focus. */
export function commandOfKey(key: string): MessageCommand | undefined {
  const pressed = key.length === 1 ? key.toUpperCase() : key;
  return order.find((command) => commandKeys[command] === pressed);
}
