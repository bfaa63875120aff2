import type { TimelineMessage } from '@sotto/client';
import { Pencil, Reply, X } from 'lucide-react';
import { IconButton } from '../button/icon-button.tsx';
import { copyable } from '../message/message-label.ts';
import { messageText } from '../message/text.ts';
import { plainPreview } from '../text/plain-preview.ts';
import { safeName } from '../text/safe-name.ts';
import { composerText } from './text.ts';

type WritingBarProps = {
  readonly editing: TimelineMessage | null;
  /** What is answered; `null` when it is not among what is shown. */
  readonly quoted: TimelineMessage | null;
  readonly onCancel: () => void;
};

/** Above the field: what is answered, or rewritten. */
export function WritingBar({ editing, quoted, onCancel }: WritingBarProps) {
  const about = editing ?? quoted;
  const Sign = editing === null ? Reply : Pencil;
  const name = quoted === null ? null : quoted.mine ? messageText.yourself : safeName(quoted.senderName);
  const title =
    editing !== null
      ? composerText.editing
      : name === null
        ? composerText.replyingEarlier
        : composerText.replying(name);
  const preview = about === null ? '' : plainPreview(copyable(about)) || composerText.noText;
  return (
    <div className="sotto-writing-bar">
      <Sign aria-hidden="true" />
      <div>
        <b>{title}</b>
        {about !== null && <span dir="auto">{preview}</span>}
      </div>
      <IconButton
        icon={X}
        label={editing === null ? composerText.cancelReply : composerText.cancelEdit}
        onClick={onCancel}
      />
    </div>
  );
}
