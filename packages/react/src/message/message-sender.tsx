import type { AccountId } from '@sotto/client';
import { Avatar } from '../avatar/avatar.tsx';
import { avatarColour } from '../avatar/avatar-colour.ts';
import { safeName } from '../text/safe-name.ts';
import { messageText } from './text.ts';

type Sender = { readonly senderId: AccountId; readonly senderName: string };

/** Above the first message of somebody in a group. */
export function SenderName({ senderId, senderName }: Sender) {
  return (
    <p className="sotto-sender" data-colour={avatarColour(senderId)}>
      <bdi>{safeName(senderName)}</bdi>
    </p>
  );
}

type SenderAvatarProps = Sender & {
  readonly onPerson?: ((accountId: AccountId) => void) | undefined;
};

/** Beside the last message of somebody in a group; leads to who they are. */
export function SenderAvatar({ senderId, senderName, onPerson }: SenderAvatarProps) {
  const avatar = <Avatar person={{ accountId: senderId, displayName: senderName }} size="tiny" />;
  if (onPerson === undefined) return <span className="sotto-sender-avatar">{avatar}</span>;
  const label = messageText.about(safeName(senderName));
  return (
    <button
      type="button"
      className="sotto-sender-avatar"
      title={label}
      tabIndex={-1}
      onClick={() => onPerson(senderId)}
    >
      <span className="sotto-visually-hidden">{label}</span>
      {avatar}
    </button>
  );
}
