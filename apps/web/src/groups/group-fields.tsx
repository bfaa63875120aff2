import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { fieldsText as text } from './fields-text.ts';
import { type GroupForm, room } from './group-form.ts';
import { PictureField } from './picture-field.tsx';

/** From here on the field says how much room is left. */
const nearlyFull = 20;

type GroupFieldsProps = {
  /** Chooses the colour while there is no picture. */
  readonly id: string;
  readonly form: GroupForm;
  readonly onChange: (form: GroupForm) => void;
  /** One comes here to type the name. */
  readonly focused?: boolean;
};

/** Picture, name and description of a group. */
export function GroupFields({ id, form, onChange, focused = false }: GroupFieldsProps) {
  const left = room(form);
  const tooLong = (count: number) => (count < 0 ? text.tooLong(-count) : null);
  const hint = (count: number) => (count < nearlyFull ? { hint: text.left(count) } : {});
  return (
    <>
      <PictureField
        id={id}
        name={form.name}
        picture={form.picture}
        onChange={(picture) => onChange({ ...form, picture })}
      />
      <TextField
        label={text.name}
        value={form.name}
        required
        autoComplete="off"
        autoFocus={focused}
        error={tooLong(left.name)}
        {...hint(left.name)}
        onChange={(event) => onChange({ ...form, name: event.target.value })}
      />
      <TextArea
        label={text.description}
        value={form.description}
        rows={3}
        placeholder={text.descriptionPlaceholder}
        error={tooLong(left.description)}
        {...hint(left.description)}
        onChange={(event) => onChange({ ...form, description: event.target.value })}
      />
    </>
  );
}
