import {
  type ConversationId,
  noDraftExtras,
  type OutgoingContent,
  type TimelineItem,
  type TimelineMessage,
} from '@sotto/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from '../client/use-client.ts';
import { linkedMentions, readableMentions, type WrittenMention } from './mention-texts.ts';
import { useExtras } from './use-extras.ts';

/** A text as it is sent: Markdown, and what is said of its link. */
export type WrittenText = Extract<OutgoingContent, { kind: 'text' }>;

type Place = { readonly conversationId: ConversationId; readonly threadId: string | null };

/**
 * What is being written: the unsent text of a conversation or thread with what it answers, or the new text
 * of a message. Each is restored when one comes back, and kept at every keystroke.
 */
export function useWriting({ conversationId, threadId }: Place, items: readonly TimelineItem[]) {
  const client = useClient();
  const [text, setText] = useState('');
  const [replyTo, setReplyTo] = useState<string | null>(null);
  const [editing, setEditing] = useState<TimelineMessage | null>(null);
  const { extras, change: changeExtras, takeKept } = useExtras({ conversationId, threadId });
  const { linkPreview } = extras;
  const mentions = useRef<readonly WrittenMention[]>([]);
  const touched = useRef(false);
  const editOf = editing?.id ?? null;

  const show = useCallback((markdown: string) => {
    const readable = readableMentions(markdown);
    mentions.current = readable.mentions;
    setText(readable.text);
  }, []);

  /** It was taken back before it left. */
  const restore = useCallback(
    (content: WrittenText) => {
      show(content.text);
      changeExtras({ linkPreview: content.linkPreviews?.[0] ?? null });
    },
    [show, changeExtras],
  );

  useEffect(() => {
    let current = true;
    touched.current = false;
    client.readDraft({ conversationId, threadId, editOf }).then(
      (draft) => {
        if (!current) return;
        if (editOf === null) takeKept(draft.extras);
        if (touched.current) return;
        if (draft.text !== '') show(draft.text);
        if (editOf === null) setReplyTo(draft.replyTo);
      },
      () => {},
    );
    return () => {
      current = false;
    };
  }, [client, conversationId, threadId, editOf, show, takeKept]);

  const keep = useCallback(
    (shown: string, answered: string | null) => {
      const draft = { text: linkedMentions(shown, mentions.current), replyTo: answered };
      client.keepDraft({ conversationId, threadId, editOf }, draft).catch(() => {
        // The text stays on screen; the next keystroke tries again.
      });
    },
    [client, conversationId, threadId, editOf],
  );

  const change = useCallback(
    (next: string) => {
      touched.current = true;
      setText(next);
      if (editOf === null && linkPreview !== null && !next.includes(linkPreview.url))
        changeExtras({ linkPreview: null });
      keep(next, replyTo);
    },
    [keep, replyTo, editOf, linkPreview, changeExtras],
  );

  const answer = useCallback(
    (messageId: string | null) => {
      touched.current = true;
      setReplyTo(messageId);
      keep(text, messageId);
    },
    [keep, text],
  );

  /** It was sent. */
  const clear = useCallback(() => {
    touched.current = true;
    setText('');
    changeExtras(noDraftExtras);
    setReplyTo(null);
    keep('', null);
  }, [keep, changeExtras]);

  /** Begins to rewrite a message; what was being written waits as a draft. */
  const edit = useCallback(
    (message: TimelineMessage) => {
      setEditing(message);
      show(message.text);
    },
    [show],
  );

  /** Back to what was being written before. */
  const leaveEdit = useCallback(() => {
    if (editOf === null) return;
    client.keepDraft({ conversationId, threadId, editOf }, { text: '', replyTo: null }).catch(() => {});
    setEditing(null);
    setText('');
  }, [client, conversationId, threadId, editOf]);

  const mention = useCallback((one: WrittenMention) => {
    mentions.current = [...mentions.current.filter(({ name }) => name !== one.name), one];
  }, []);

  return {
    text,
    change,
    /** What travels. */
    written: (): WrittenText => ({
      kind: 'text',
      text: linkedMentions(text.trim(), mentions.current),
      ...(linkPreview === null ? {} : { linkPreviews: [linkPreview] }),
    }),
    extras,
    changeExtras,
    replyTo,
    quoted:
      items.find((item): item is TimelineMessage => item.kind === 'message' && item.id === replyTo) ?? null,
    answer,
    clear,
    editing,
    edit,
    leaveEdit,
    mention,
    restore,
  };
}
