import type {
  ConversationSummary,
  LinkPreview,
  SendOptions,
  TimelineItem,
  TimelineMessage,
} from '@sotto/client';
import { Type } from 'lucide-react';
import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type Ref,
  Suspense,
  useCallback,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { IconButton } from '../button/icon-button.tsx';
import { type AddEntry, AddMenu } from './add-menu.tsx';
import { composerKey, isComposing } from './composer-keys.ts';
import { EmojiButton } from './emoji-button.tsx';
import { ExpiryChip } from './expiry-chip.tsx';
import { FormatBar } from './format-bar.tsx';
import { applyFormat, type Format } from './formats.ts';
import { lastEditable } from './last-editable.ts';
import type { WrittenMention } from './mention-texts.ts';
import { replaceRange } from './replace-range.ts';
import { SendButton } from './send-button.tsx';
import { SizeNotice } from './size-notice.tsx';
import type { SuggestionListHandle } from './suggestion-list.tsx';
import { namedAt, Suggestions } from './suggestions.tsx';
import { composerText } from './text.ts';
import { textBytes, textBytesMax } from './text-size.ts';
import { useGrownHeight } from './use-grown-height.ts';
import { usePasted } from './use-pasted.ts';
import { useTypingSignal } from './use-typing-signal.ts';
import { useWriting, type WrittenText } from './use-writing.ts';
import { WritingBar } from './writing-bar.tsx';

const WrittenLink = lazy(async () => ({
  default: (await import('../link-preview/written-link.tsx')).WrittenLink,
}));

export type ComposerHandle = {
  focus(): void;
  /** Answers this message. */
  reply(message: TimelineMessage): void;
  /** Rewrites this message. */
  edit(message: TimelineMessage): void;
  /** Puts back what was taken back. */
  restore(content: WrittenText): void;
};

type ComposerProps = {
  readonly conversationId: ConversationSummary['conversationId'];
  /** Writes into the thread that began with this message. */
  readonly threadId?: string | null;
  readonly name: string;
  readonly notes?: boolean;
  /** What can be put into a message besides text. */
  readonly adds?: readonly AddEntry[];
  /** Stands in the place of sending while nothing is written. */
  readonly voice?: ReactNode;
  /** Who can be mentioned. */
  readonly conversation?: ConversationSummary;
  /** What is shown above: what is answered and rewritten is among it. */
  readonly items?: readonly TimelineItem[];
  /** Says how long messages stay. */
  readonly disappears?: string | null;
  readonly onSend: (content: WrittenText, options: SendOptions) => Promise<unknown>;
  readonly onEdit?: (messageId: string, text: string) => Promise<unknown>;
  /** Asks when to send; `done` empties the field. */
  readonly onSchedule?: (content: WrittenText, options: SendOptions, done: () => void) => void;
  readonly ref?: Ref<ComposerHandle>;
};

const nothing: readonly TimelineItem[] = [];

/** Where one writes. Nothing typed here is ever lost: every keystroke is kept as the draft. */
export function Composer(props: ComposerProps) {
  const { conversationId, threadId = null, name, notes = false, adds = [], voice, conversation } = props;
  const { items = nothing, disappears = null, onSend, onEdit, onSchedule, ref } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const suggestions = useRef<SuggestionListHandle>(null);
  const listId = useId();
  const writing = useWriting({ conversationId, threadId }, items);
  const { text, editing, replyTo, extras, changeExtras } = writing;
  const { expiresInSeconds } = extras;
  const clipboard = usePasted();
  const [formatting, setFormatting] = useState(false);
  const [failed, setFailed] = useState(false);
  const [caret, setCaret] = useState(-1);
  const [activeOption, setActiveOption] = useState<string | null>(null);
  const typing = useTypingSignal(conversationId);
  useGrownHeight(area, text);

  const focus = () => area.current?.focus();
  useImperativeHandle(ref, () => ({
    focus,
    reply: (message) => {
      writing.leaveEdit();
      writing.answer(message.id);
      focus();
    },
    edit: (message) => {
      setCaret(-1);
      writing.edit(message);
      focus();
    },
    restore: (content) => {
      if (text === '') writing.restore(content);
      focus();
    },
  }));

  const tooLong = textBytes(text) > textBytesMax;
  const sendable = text.trim() !== '' && !tooLong;
  const named = caret < 0 ? null : namedAt(text, caret, conversation !== undefined);

  const change = (next: string) => {
    setFailed(false);
    writing.change(next);
    if (editing !== null) return;
    if (next.trim() === '') typing.stop();
    else typing.keep();
  };

  const empty = () => {
    typing.stop();
    writing.clear();
    setCaret(-1);
  };
  const options = (): SendOptions => ({
    ...(replyTo === null ? {} : { replyTo }),
    ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
  });

  const send = (ways: SendOptions = {}) => {
    if (!sendable) return;
    const content = writing.written();
    const back = () => {
      setFailed(true);
      writing.change(text);
    };
    focus();
    if (editing !== null) {
      onEdit?.(editing.id, content.text).then(writing.leaveEdit, back);
      return;
    }
    empty();
    onSend(content, { ...ways, ...options() }).catch(() => {
      back();
      changeExtras(extras);
      if (replyTo !== null) writing.answer(replyTo);
    });
  };

  const schedule =
    onSchedule === undefined ? undefined : () => onSchedule(writing.written(), options(), empty);

  const onPreview = useCallback(
    (linkPreview: LinkPreview | null) => changeExtras({ linkPreview }),
    [changeExtras],
  );
  const setExpiry = (seconds: number | null | undefined) => {
    changeExtras({ expiresInSeconds: seconds });
    focus();
  };

  const insert = (from: number, to: number, inserted: string) => {
    const element = area.current;
    if (element === null) return;
    const end = from + inserted.length;
    replaceRange(element, { from, to, text: inserted, start: end, end });
    setCaret(end);
  };
  const format = (kind: Format) => {
    const element = area.current;
    if (element === null) return;
    const edited = { text: element.value, start: element.selectionStart, end: element.selectionEnd };
    replaceRange(element, applyFormat(edited, kind));
  };
  const complete = (written: string) => {
    if (named !== null) insert(named.from, caret, `${written} `);
  };
  const mention = (one: WrittenMention) => {
    writing.mention(one);
    complete(`@${one.name}`);
  };
  const cancel = () => {
    if (editing !== null) writing.leaveEdit();
    else writing.answer(null);
    focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (isComposing(event)) return;
    if (plain && named !== null && suggestions.current?.onKey(event.key) === true) {
      event.preventDefault();
      return;
    }
    if (plain && event.key === 'Escape') {
      if (named !== null) setCaret(-1);
      else if (editing !== null || replyTo !== null) cancel();
      else return;
      event.stopPropagation();
      return;
    }
    if (plain && event.key === 'ArrowUp' && text === '' && onEdit !== undefined) {
      const last = lastEditable(items);
      if (last === null) return;
      event.preventDefault();
      setCaret(-1);
      writing.edit(last);
      return;
    }
    const key = composerKey(event);
    if (key === null) return;
    event.preventDefault();
    if (key.kind === 'send') send();
    else format(key.format);
  };

  const placeholder = notes
    ? composerText.placeholderNotes
    : disappears === null
      ? threadId === null
        ? composerText.placeholder
        : composerText.placeholderThread
      : composerText.placeholderDisappears(disappears);
  return (
    <div className="sotto-composer">
      {named !== null && (
        <Suggestions
          named={named}
          conversation={conversation}
          listId={listId}
          onMention={mention}
          onEmoji={complete}
          onActive={setActiveOption}
          handle={suggestions}
        />
      )}
      {formatting && <FormatBar onFormat={format} />}
      {(editing !== null || replyTo !== null) && (
        <WritingBar editing={editing} quoted={writing.quoted} onCancel={cancel} />
      )}
      {editing === null && text.includes('://') && (
        <Suspense>
          <WrittenLink
            text={text}
            preview={extras.linkPreview}
            pasted={clipboard.pasted}
            onPreview={onPreview}
            onPastedRead={clipboard.forget}
            onDone={focus}
          />
        </Suspense>
      )}
      {editing === null && expiresInSeconds !== undefined && (
        <ExpiryChip seconds={expiresInSeconds} onRemove={() => setExpiry(undefined)} />
      )}
      <div className="sotto-composer-line">
        <AddMenu entries={editing === null ? adds : []} />
        <IconButton
          icon={Type}
          className="sotto-composer-formatting"
          label={composerText.formatting}
          aria-pressed={formatting}
          onClick={() => setFormatting(!formatting)}
        />
        <textarea
          ref={area}
          rows={1}
          dir="auto"
          value={text}
          aria-label={threadId === null ? composerText.label(name) : composerText.labelThread}
          aria-autocomplete="list"
          aria-invalid={tooLong || undefined}
          aria-controls={activeOption === null ? undefined : listId}
          aria-activedescendant={activeOption ?? undefined}
          placeholder={placeholder}
          enterKeyHint="send"
          onChange={(event) => {
            change(event.target.value);
            clipboard.onTyped();
            setCaret(event.target.selectionEnd);
          }}
          onSelect={(event) => {
            // Only who types is asked whom they mean, not who moves through what is written.
            if (event.currentTarget.selectionEnd !== caret) setCaret(-1);
          }}
          onKeyDown={onKeyDown}
          onPaste={clipboard.onPaste}
          onBlur={typing.stop}
        />
        <EmojiButton
          onPick={(emoji) => {
            const element = area.current;
            if (element !== null) insert(element.selectionStart, element.selectionEnd, emoji);
          }}
        />
        {text === '' && editing === null && voice !== undefined ? (
          voice
        ) : (
          <SendButton
            sendable={sendable}
            editing={editing !== null}
            disappearing={disappears !== null}
            onSend={send}
            onSchedule={schedule}
            onExpiry={setExpiry}
          />
        )}
      </div>
      <SizeNotice text={text} failed={failed} />
    </div>
  );
}
