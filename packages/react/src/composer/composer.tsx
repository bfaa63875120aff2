import type { ConversationSummary } from '@sotto/client';
import { ArrowUp, Type } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { type AddEntry, AddMenu } from './add-menu.tsx';
import { composerKey } from './composer-keys.ts';
import { FormatBar } from './format-bar.tsx';
import { applyFormat, type Format } from './formats.ts';
import { replaceRange } from './replace-range.ts';
import { SizeNotice } from './size-notice.tsx';
import { composerText } from './text.ts';
import { textBytes, textBytesMax } from './text-size.ts';
import { useDraft } from './use-draft.ts';
import { useGrownHeight } from './use-grown-height.ts';
import { useTypingSignal } from './use-typing-signal.ts';

export type ComposerHandle = { focus(): void };

type ComposerProps = {
  readonly conversationId: ConversationSummary['conversationId'];
  readonly name: string;
  readonly notes?: boolean;
  /** What can be put into a message besides text. */
  readonly adds?: readonly AddEntry[];
  /** Stands in the place of sending while nothing is written. */
  readonly voice?: ReactNode;
  readonly onSend: (text: string) => Promise<unknown>;
  readonly ref?: Ref<ComposerHandle>;
};

/** Where one writes. Nothing typed here is ever lost: every keystroke is kept as the draft. */
export function Composer({
  conversationId,
  name,
  notes = false,
  adds = [],
  voice,
  onSend,
  ref,
}: ComposerProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(conversationId);
  const [formatting, setFormatting] = useState(false);
  const [failed, setFailed] = useState(false);
  const typing = useTypingSignal(conversationId);
  useGrownHeight(area, text);
  useImperativeHandle(ref, () => ({ focus: () => area.current?.focus() }), []);

  const tooLong = textBytes(text) > textBytesMax;
  const sendable = text.trim() !== '' && !tooLong;

  const change = (next: string) => {
    setFailed(false);
    setText(next);
    if (next.trim() === '') typing.stop();
    else typing.keep();
  };

  const send = useCallback(() => {
    if (!sendable) return;
    typing.stop();
    setText('');
    onSend(text.trim()).catch(() => {
      setFailed(true);
      setText(text);
    });
    area.current?.focus();
  }, [sendable, text, onSend, setText, typing]);

  const format = (kind: Format) => {
    const element = area.current;
    if (element === null) return;
    const edited = { text: element.value, start: element.selectionStart, end: element.selectionEnd };
    replaceRange(element, applyFormat(edited, kind));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const key = composerKey(event);
    if (key === null) return;
    event.preventDefault();
    if (key.kind === 'send') send();
    else format(key.format);
  };

  return (
    <div className="sotto-composer">
      {formatting && <FormatBar onFormat={format} />}
      <div className="sotto-composer-line">
        <AddMenu entries={adds} />
        <button
          type="button"
          className="sotto-icon-button"
          aria-label={composerText.formatting}
          title={composerText.formatting}
          aria-pressed={formatting}
          onClick={() => setFormatting(!formatting)}
        >
          <Type aria-hidden="true" />
        </button>
        <textarea
          ref={area}
          rows={1}
          dir="auto"
          value={text}
          aria-label={composerText.label(name)}
          aria-invalid={tooLong || undefined}
          placeholder={notes ? composerText.placeholderNotes : composerText.placeholder}
          enterKeyHint="send"
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={typing.stop}
        />
        {text === '' && voice !== undefined ? (
          voice
        ) : (
          <button
            type="button"
            className="sotto-send"
            aria-label={composerText.send}
            title={composerText.send}
            disabled={!sendable}
            onClick={send}
          >
            <ArrowUp aria-hidden="true" />
          </button>
        )}
      </div>
      <SizeNotice text={text} failed={failed} />
    </div>
  );
}
