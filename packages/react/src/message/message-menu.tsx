import type { TimelineMessage } from '@sotto/client';
import {
  Copy,
  Forward,
  History,
  Info,
  type LucideIcon,
  MessagesSquare,
  Pencil,
  Pin,
  PinOff,
  Plus,
  Reply,
  Star,
  StarOff,
  Trash2,
} from 'lucide-react';
import type { RefObject } from 'react';
import { recentEmoji } from '../emoji/recent-emoji.ts';
import { useSkinTone } from '../emoji/use-skin-tone.ts';
import { withSkinTone } from '../emoji/with-skin-tone.ts';
import { Menu } from '../menu/menu.tsx';
import { commandKeys, type MessageCommand } from './message-commands.ts';
import { messageText } from './text.ts';

const signs: Record<MessageCommand, LucideIcon> = {
  reply: Reply,
  thread: MessagesSquare,
  edit: Pencil,
  copy: Copy,
  forward: Forward,
  pin: Pin,
  star: Star,
  info: Info,
  history: History,
  delete: Trash2,
};

type MessageMenuProps = {
  readonly message: TimelineMessage;
  readonly commands: readonly MessageCommand[];
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onCommand: (message: TimelineMessage, command: MessageCommand) => void;
  /** Absent where one may not react. */
  readonly onReact: ((message: TimelineMessage, emoji: string) => void) | undefined;
  readonly onMoreEmoji: () => void;
  readonly onClose: () => void;
};

const quickCount = 6;

/** Everything one can do with a message, the quickest first. */
export function MessageMenu(props: MessageMenuProps) {
  const { message, commands, anchor, onCommand, onReact, onMoreEmoji, onClose } = props;
  const [tone] = useSkinTone();
  return (
    <Menu
      label={messageText.more}
      anchor={anchor}
      onClose={onClose}
      before={
        onReact !== undefined && (
          <div className="sotto-quick-reactions">
            {recentEmoji()
              .slice(0, quickCount)
              .map((emoji) => withSkinTone(emoji, tone))
              .map((emoji) => (
                <button
                  key={emoji}
                  type="button"
                  role="menuitemcheckbox"
                  tabIndex={-1}
                  aria-label={messageText.reactWith(emoji)}
                  aria-checked={message.reactions.some((one) => one.mine && one.emoji === emoji)}
                  onClick={() => {
                    onClose();
                    onReact(message, emoji);
                  }}
                >
                  {emoji}
                </button>
              ))}
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              aria-label={messageText.moreEmoji}
              title={messageText.moreEmoji}
              onClick={onMoreEmoji}
            >
              <Plus aria-hidden="true" />
            </button>
          </div>
        )
      }
      entries={commands.map((command) => {
        const keys = commandKeys[command];
        return {
          id: command,
          label: labelOf(command, message),
          icon:
            command === 'pin' && message.pinned
              ? PinOff
              : command === 'star' && message.starred
                ? StarOff
                : signs[command],
          danger: command === 'delete',
          onPick: () => onCommand(message, command),
          ...(keys === undefined ? {} : { keys: keys === 'Delete' ? messageText.deleteKey : keys }),
        };
      })}
    />
  );
}

function labelOf(command: MessageCommand, { pinned, starred }: TimelineMessage): string {
  if (command === 'pin' && pinned) return messageText.unpin;
  if (command === 'star' && starred) return messageText.unstar;
  return messageText.commands[command];
}
