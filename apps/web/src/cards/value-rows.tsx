import { richLimits } from '@sotto/client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { contactText as text } from './text.ts';

type ValueRowsProps = {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (index: number, value: string) => void;
};

/** One field, and another when it is wanted. */
export function ValueRows({ label, values, onChange }: ValueRowsProps) {
  const [rows, setRows] = useState(1);
  const count = Math.max(rows, values.length);
  return (
    <div className="grid gap-2">
      {Array.from({ length: count }, (_, index) => (
        <TextField
          // A row is nothing but its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={index}
          label={text.numbered(label, index + 1)}
          value={values[index] ?? ''}
          maxLength={richLimits.cardCharacters}
          dir="auto"
          autoComplete="off"
          onChange={(event) => onChange(index, event.target.value)}
        />
      ))}
      {count < richLimits.cardEntries && (values[count - 1] ?? '') !== '' && (
        <Button size="small" look="text" className="justify-self-start" onClick={() => setRows(count + 1)}>
          <Plus className="size-4" aria-hidden="true" />
          {text.another(label)}
        </Button>
      )}
    </div>
  );
}
