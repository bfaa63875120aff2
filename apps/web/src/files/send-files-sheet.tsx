import { ClientError, type ConversationId, type FileLimits } from '@sotto/client';
import { useClient } from '@sotto/react';
import { ImagePlus, Plus, Send } from 'lucide-react';
import { type ChangeEvent, type ClipboardEvent, useEffect, useRef, useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { fileProblem } from './file-problem.ts';
import { LimitsNote } from './limits-note.tsx';
import { PickedList } from './picked-list.tsx';
import { outgoing, plainForm } from './send-form.ts';
import { SendOptionsForm } from './send-options-form.tsx';
import { filesText as text } from './text.ts';
import { usePicked } from './use-picked.ts';

type SendFilesSheetProps = {
  readonly conversationId: ConversationId;
  readonly threadId?: string | undefined;
  readonly files: readonly File[];
  readonly onClose: () => void;
};

/** What is about to be sent, with a caption and how it is sent; before anything was chosen, what may be. */
export function SendFilesSheet({ conversationId, threadId, files, onClose }: SendFilesSheetProps) {
  const client = useClient();
  const picked = usePicked(files);
  const [form, setForm] = useState(plainForm);
  const [limits, setLimits] = useState<FileLimits | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { items, reading } = picked;

  useEffect(() => {
    client.fileLimits().then(setLimits, () => {});
  }, [client]);

  let before = 0;
  const problems = items.map(({ file }, index) => {
    const problem = fileProblem(file, index, before, limits);
    before += file.size;
    return problem;
  });
  const sendable = items.length > 0 && !reading && problems.every((problem) => problem === null);

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    void picked.add([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    void picked.add(pasted);
  };
  const send = async () => {
    if (!sendable || busy) return;
    setBusy(true);
    setRefusal(null);
    const { files: sent, options } = outgoing(items, form);
    try {
      await client.sendFiles(conversationId, sent, {
        ...options,
        ...(threadId === undefined ? {} : { threadId }),
      });
      onClose();
    } catch (error) {
      setBusy(false);
      setRefusal((error instanceof ClientError && text.failed[error.code]) || text.failedUnknown);
    }
  };

  const empty = items.length === 0 && !reading;
  return (
    <OverlayDialog title={text.title(items.length)} onClose={onClose}>
      <form
        className="flex min-h-0 flex-1 flex-col"
        onPaste={paste}
        onDrop={(event) => void picked.add([...event.dataTransfer.files])}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className="scroll grid flex-1 content-start gap-5 px-6 pb-5">
          {empty ? (
            <button
              type="button"
              className="grid justify-items-center gap-3 rounded-2xl border border-dashed border-line-strong px-6 py-10 text-center hover:bg-hover"
              onClick={() => input.current?.click()}
            >
              <ImagePlus className="size-8 text-accent-ink" aria-hidden="true" />
              <span className="font-semibold">{text.choose}</span>
              <span className="text-sm text-muted">{text.hint}</span>
            </button>
          ) : (
            <PickedList {...picked} problems={problems} asFile={form.asFile} />
          )}
          {reading && (
            <p role="status" className="text-sm text-muted">
              {text.preparing}
            </p>
          )}
          <LimitsNote limits={limits} />
          {!empty && <SendOptionsForm items={items} form={form} onChange={setForm} />}
          <p role="alert" className="text-sm text-danger empty:hidden">
            {refusal}
          </p>
        </div>
        <input ref={input} type="file" multiple hidden onChange={choose} />
        {!empty && (
          <div className="flex items-end gap-2 border-t border-line p-3">
            <Button
              look="quiet"
              aria-label={text.more}
              title={text.more}
              onClick={() => input.current?.click()}
            >
              <Plus className="size-4.5" aria-hidden="true" />
            </Button>
            <textarea
              className="field max-h-32 min-h-10 flex-1 resize-none px-3 py-2 text-[0.9375rem]"
              rows={1}
              dir="auto"
              // biome-ignore lint/a11y/noAutofocus: the dialog was opened to write this and send
              autoFocus
              aria-label={text.caption}
              placeholder={text.captionHint}
              value={form.caption}
              onChange={(event) => setForm({ ...form, caption: event.target.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
                event.preventDefault();
                void send();
              }}
            />
            <Button type="submit" busy={busy} disabled={!sendable}>
              <Send className="size-4" aria-hidden="true" />
              {text.send}
            </Button>
          </div>
        )}
      </form>
    </OverlayDialog>
  );
}
