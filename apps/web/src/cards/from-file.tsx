import { richLimits } from '@sotto/client';
import { safeName } from '@sotto/react';
import { FileUp } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { cardsText } from './text.ts';

type FromFileProps<Entry> = {
  readonly label: string;
  /** What a file chooser offers first. */
  readonly accept: string;
  readonly read: (text: string) => Promise<readonly Entry[]>;
  readonly nameOf: (entry: Entry) => string;
  readonly onRead: (entry: Entry) => void;
};

/** Fills a form from a file; where several are in it, one is chosen. */
export function FromFile<Entry>({ label, accept, read, nameOf, onRead }: FromFileProps<Entry>) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const [failed, setFailed] = useState(false);

  const take = async (file: File | undefined) => {
    setEntries([]);
    setFailed(false);
    if (file === undefined) return;
    try {
      if (file.size > richLimits.importBytes) throw new RangeError('too large');
      const found = await read(await file.text());
      const [first] = found;
      if (first !== undefined) onRead(first);
      if (found.length > 1) setEntries(found);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <Button look="text" onClick={() => input.current?.click()}>
        <FileUp className="size-4" aria-hidden="true" />
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        hidden
        onChange={(event) => {
          const { target } = event;
          void take(target.files?.[0]).finally(() => {
            target.value = '';
          });
        }}
      />
      {entries.length > 1 && (
        <>
          <label htmlFor={id} className="sotto-visually-hidden">
            {cardsText.chooseOne}
          </label>
          <select
            id={id}
            className="field max-w-48"
            onChange={(event) => {
              const entry = entries[Number(event.target.value)];
              if (entry !== undefined) onRead(entry);
            }}
          >
            {entries.map((entry, index) => (
              // Two entries of a file can have the same name.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <option key={index} value={index}>
                {safeName(nameOf(entry))}
              </option>
            ))}
          </select>
        </>
      )}
      <p role="status" className="text-[0.8125rem] text-danger">
        {failed && cardsText.unreadable}
      </p>
    </div>
  );
}
