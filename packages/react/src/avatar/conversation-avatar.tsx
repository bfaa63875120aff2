import type { ConversationSummary } from '@sotto/client';
import { Avatar } from './avatar.tsx';
import { GroupAvatar } from './group-avatar.tsx';

type ConversationAvatarProps = {
  readonly conversation: ConversationSummary;
  readonly size?: 'small' | 'medium' | 'large' | 'huge';
  readonly presence?: boolean;
};

/** Stands for a conversation of any kind. */
export function ConversationAvatar({ conversation, size, presence = false }: ConversationAvatarProps) {
  const sized = size === undefined ? {} : { size };
  if (conversation.kind === 'group') {
    const { conversationId, name, picture } = conversation;
    return <GroupAvatar id={conversationId} name={name} picture={picture} {...sized} />;
  }
  return (
    <Avatar
      person={conversation.person}
      notes={conversation.kind === 'note-to-self'}
      {...(presence ? { presence: conversation.presence } : {})}
      {...sized}
    />
  );
}
