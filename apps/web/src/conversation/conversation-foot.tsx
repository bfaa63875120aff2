import type { ConversationSummary, GroupSummary } from '@sotto/client';
import {
  Composer,
  type ComposerHandle,
  conversationName,
  type Messages,
  PendingUploads,
  timeInWords,
  useClient,
  VoiceButton,
} from '@sotto/react';
import { lazy, type Ref, Suspense, useMemo } from 'react';
import { cardEntries } from '../cards/card-entries.ts';
import { fileEntry } from '../files/file-entry.ts';
import { mayWrite } from '../groups/may-write.ts';
import { useOverlay } from '../overlay/overlay-state.ts';
import { IdentityBar } from './identity-bar.tsx';

const GroupBar = lazy(async () => ({ default: (await import('../groups/group-bar.tsx')).GroupBar }));

type ConversationFootProps = {
  readonly conversation: ConversationSummary;
  readonly composer: Ref<ComposerHandle>;
  readonly onDetails: () => void;
  readonly messages: Messages;
};

/** Where one writes, and whatever stands before that. */
export function ConversationFoot({ conversation, composer, onDetails, messages }: ConversationFootProps) {
  const group = conversation.kind === 'group' ? conversation : null;
  const client = useClient();
  const { show } = useOverlay();
  const { conversationId } = conversation;
  const adds = useMemo(
    () => [fileEntry({ conversationId }, show), ...cardEntries({ conversationId }, show)],
    [conversationId, show],
  );
  return (
    <>
      {conversation.kind === 'direct' && conversation.person.identityChanged && (
        <IdentityBar person={conversation.person} onCompare={onDetails} />
      )}
      {group !== null && hasBar(group) && (
        <Suspense>
          <GroupBar group={group} />
        </Suspense>
      )}
      {(group === null || mayWrite(group.standing)) && (
        <div data-region="composer">
          <PendingUploads conversationId={conversationId} />
          <Composer
            ref={composer}
            conversationId={conversationId}
            adds={adds}
            name={conversationName(conversation)}
            notes={conversation.kind === 'note-to-self'}
            voice={<VoiceButton conversationId={conversationId} />}
            conversation={conversation}
            items={messages.timeline?.items ?? []}
            disappears={
              conversation.expiresInSeconds === null ? null : timeInWords(conversation.expiresInSeconds)
            }
            onSend={messages.sendContent}
            onEdit={(messageId, markdown) => client.editMessage(messageId, markdown)}
            onSchedule={(content, options, onDone) =>
              show({ kind: 'schedule', conversationId, content, options, onDone })
            }
          />
        </div>
      )}
    </>
  );
}

/** Members of a group that is simply there have nothing to be told; whoever runs it may have. */
function hasBar({ standing, ownRole }: GroupSummary): boolean {
  return standing.kind !== 'member' || ownRole !== 'member';
}
