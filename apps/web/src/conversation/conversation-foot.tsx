import type { ConversationSummary } from '@sotto/client';
import { Composer, type ComposerHandle, conversationName } from '@sotto/react';
import type { Ref } from 'react';
import { GroupBar } from '../groups/group-bar.tsx';
import { mayWrite } from '../groups/may-write.ts';
import { IdentityBar } from './identity-bar.tsx';

type ConversationFootProps = {
  readonly conversation: ConversationSummary;
  readonly composer: Ref<ComposerHandle>;
  readonly onDetails: () => void;
  readonly onSend: (text: string) => Promise<unknown>;
};

/** Where one writes, and whatever stands before that. */
export function ConversationFoot({ conversation, composer, onDetails, onSend }: ConversationFootProps) {
  const group = conversation.kind === 'group' ? conversation : null;
  return (
    <>
      {conversation.kind === 'direct' && conversation.person.identityChanged && (
        <IdentityBar person={conversation.person} onCompare={onDetails} />
      )}
      {group !== null && <GroupBar group={group} />}
      {(group === null || mayWrite(group.standing)) && (
        <div data-region="composer">
          <Composer
            ref={composer}
            conversationId={conversation.conversationId}
            name={conversationName(conversation)}
            notes={conversation.kind === 'note-to-self'}
            onSend={onSend}
          />
        </div>
      )}
    </>
  );
}
