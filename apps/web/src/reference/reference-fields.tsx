import { TextField } from '../ui/text-field.tsx';
import { referenceText as text } from './text.ts';

export type ReferenceForm = { readonly system: string; readonly reference: string };

type ReferenceFieldsProps = {
  readonly form: ReferenceForm;
  readonly onChange: (form: ReferenceForm) => void;
};

/** What a conversation belongs to. */
export function ReferenceFields({ form, onChange }: ReferenceFieldsProps) {
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <TextField
        label={text.system}
        hint={text.systemHint}
        maxLength={40}
        value={form.system}
        onChange={(event) => onChange({ ...form, system: event.target.value })}
      />
      <TextField
        label={text.reference}
        maxLength={120}
        value={form.reference}
        onChange={(event) => onChange({ ...form, reference: event.target.value })}
      />
    </div>
  );
}
