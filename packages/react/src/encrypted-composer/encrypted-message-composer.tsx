import type { ConversationId, ConversationSummary, OutgoingContent, SendOptions } from '@sotto/client';
import { Paperclip, Video } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from '../client/use-client.ts';
import { useQuery } from '../client/use-query.ts';
import type { AddEntry } from '../composer/add-menu.tsx';
import { Composer } from '../composer/composer.tsx';
import { conversationName } from '../conversation-list/conversation-name.ts';
import { PendingUploads } from '../files/pending-uploads.tsx';
import { EncryptionStatus } from './encryption-status.tsx';
import { OtherPeople } from './other-people.tsx';
import { type FileRefusalCode, sendPicked } from './send-picked.ts';
import { awaitSentFiles, type SentFiles } from './sent-files.ts';
import { encryptedComposerText as text } from './text.ts';

export type EncryptedMessageComposerProps = {
  /** A conversation of the account that is signed in. */
  readonly conversationId: string;
  /** Who writes. Somebody else who is signed in on this device is shown nothing to write in. */
  readonly userId: string;
  /** Account ids the page believes to be in the conversation: whoever else is there is named. */
  readonly participants?: readonly string[];
  /** Writes into the thread that began with this message. */
  readonly threadId?: string;
  /** The message is kept on this device, encrypted, and leaves when there is a connection. */
  readonly onMessageSent?: (sent: {
    readonly messageId: string;
    readonly conversationId: ConversationId;
  }) => void;
  /** Files are at the server, encrypted, and their message stands in the conversation. */
  readonly onFileUploaded?: (sent: SentFiles & { readonly conversationId: ConversationId }) => void;
  /** Offers a video call; beginning it is up to the page. */
  readonly onVideoCallInitiated?: (wish: { readonly conversationId: ConversationId }) => void;
};

/**
 * Where one writes in a conversation of another application: text, files, and the state of the encryption.
 * There is no property to turn encryption off or to choose its algorithm: both are the same for everybody.
 */
export function EncryptedMessageComposer(props: EncryptedMessageComposerProps) {
  const client = useClient();
  const session = useQuery(client.session);
  const conversation = useQuery(client.conversations).find(
    (one) => one.conversationId === props.conversationId,
  );
  if (session.kind === 'starting') return null;
  if (session.kind === 'signed-out' || session.self.accountId !== props.userId) {
    return <Refusal reason={text.wrongAccount} />;
  }
  if (conversation === undefined) return <Refusal reason={text.noConversation} />;
  if (conversation.kind === 'group' && conversation.standing.kind !== 'member') {
    return <Refusal reason={text.notMember} />;
  }
  return <ReadyComposer key={conversation.conversationId} {...props} conversation={conversation} />;
}

function Refusal({ reason }: { reason: string }) {
  return (
    <p className="sotto-other-people" role="alert">
      {reason}
    </p>
  );
}

type ReadyProps = EncryptedMessageComposerProps & { readonly conversation: ConversationSummary };

function ReadyComposer({ conversation, participants, threadId, ...told }: ReadyProps) {
  const client = useClient();
  const { conversationId } = conversation;
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<FileRefusalCode | null>(null);
  const waiting = useRef(new Set<() => void>());
  const handlers = useRef(told);
  handlers.current = told;

  useEffect(() => {
    const { current } = waiting;
    return () => {
      for (const stop of current) stop();
      current.clear();
    };
  }, []);

  const send = async (content: OutgoingContent, options: SendOptions) => {
    const placed = threadId === undefined ? options : { ...options, threadId };
    const { messageId } = await client.sendContent(conversationId, content, placed);
    handlers.current.onMessageSent?.({ messageId, conversationId });
  };
  const sendFiles = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setRefused(null);
    const since = Date.now();
    const sending = await sendPicked(client, conversationId, files, threadId);
    if (sending.kind === 'refused') return setRefused(sending.code);
    const awaited = { uploadId: sending.uploadId, conversationId, threadId, count: files.length, since };
    const stop = awaitSentFiles(client, awaited, (sent) => {
      waiting.current.delete(stop);
      handlers.current.onFileUploaded?.({ ...sent, conversationId });
    });
    waiting.current.add(stop);
  };

  const calls = told.onVideoCallInitiated !== undefined;
  const adds = useMemo(() => {
    const files: AddEntry = {
      id: 'files',
      label: text.files,
      icon: Paperclip,
      onPick: () => input.current?.click(),
    };
    const call: AddEntry = {
      id: 'video-call',
      label: text.videoCall,
      icon: Video,
      onPick: () => handlers.current.onVideoCallInitiated?.({ conversationId }),
    };
    return calls ? [files, call] : [files];
  }, [calls, conversationId]);

  return (
    <div className="sotto-encrypted-composer">
      {participants !== undefined && <OtherPeople conversation={conversation} expected={participants} />}
      <PendingUploads conversationId={conversationId} threadId={threadId ?? null} />
      <Composer
        conversationId={conversationId}
        threadId={threadId ?? null}
        conversation={conversation}
        name={conversationName(conversation)}
        notes={conversation.kind === 'note-to-self'}
        adds={adds}
        onSend={send}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={text.files}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = '';
          void sendFiles(files);
        }}
      />
      {refused !== null && (
        <p className="sotto-other-people" role="alert">
          {text.refusals[refused]}
        </p>
      )}
      <EncryptionStatus conversation={conversation} />
    </div>
  );
}
