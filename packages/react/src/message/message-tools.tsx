import type { TimelineMessage } from '@sotto/client';
import { Ellipsis, Reply, SmilePlus } from 'lucide-react';
import { IconButton } from '../button/icon-button.tsx';
import type { MessageActions } from './message-actions.ts';
import { messageText } from './text.ts';

/** Beside a message while it is pointed at or focused. The keys of the message do the same. */
export function MessageTools({
  message,
  onOpen,
  onCommand,
}: MessageActions & { readonly message: TimelineMessage }) {
  if (onOpen === undefined) return null;
  const settled = !message.deleted && message.state !== 'waiting' && message.state !== 'failed';
  const tools = [
    settled && {
      label: messageText.react,
      icon: SmilePlus,
      run: (button: HTMLElement) => onOpen(message, 'emoji', button),
    },
    settled &&
      onCommand !== undefined && {
        label: messageText.commands.reply,
        icon: Reply,
        run: () => onCommand(message, 'reply'),
      },
    {
      label: messageText.more,
      icon: Ellipsis,
      run: (button: HTMLElement) => onOpen(message, 'menu', button),
    },
  ].filter((tool) => tool !== false);
  return (
    <div className="sotto-message-actions">
      {tools.map(({ label, icon: Icon, run }) => (
        <IconButton
          icon={Icon}
          key={label}
          label={label}
          tabIndex={-1}
          onClick={(event) => run(event.currentTarget)}
        />
      ))}
    </div>
  );
}
