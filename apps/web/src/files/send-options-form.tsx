import { SwitchRow } from '../settings/switch-row.tsx';
import type { PickedItem } from './picked-file.ts';
import { mayBeOnce, type SendForm } from './send-form.ts';
import { filesText as text } from './text.ts';

type SendOptionsFormProps = {
  readonly items: readonly PickedItem[];
  readonly form: SendForm;
  readonly onChange: (form: SendForm) => void;
};

/** How files are sent, each choice with what it does and what it cannot do. */
export function SendOptionsForm({ items, form, onChange }: SendOptionsFormProps) {
  const shown = items.some(({ show }) => show !== 'file');
  return (
    <div className="-mx-4 -my-2 grid">
      {shown && (
        <>
          <SwitchRow
            label={text.keepMetadata}
            detail={form.keepMetadata ? text.metadataKept : text.metadataRemoved}
            on={form.keepMetadata}
            onChange={(keepMetadata) => onChange({ ...form, keepMetadata })}
          />
          <SwitchRow
            label={text.asFile}
            detail={text.asFileHint}
            on={form.asFile}
            onChange={(asFile) => onChange({ ...form, asFile })}
          />
        </>
      )}
      {mayBeOnce(items, form) && (
        <SwitchRow
          label={text.viewOnce}
          detail={text.viewOnceHint}
          on={form.viewOnce}
          onChange={(viewOnce) => onChange({ ...form, viewOnce })}
        />
      )}
      <SwitchRow
        label={text.noForward}
        detail={text.noForwardHint}
        on={form.noForward}
        onChange={(noForward) => onChange({ ...form, noForward })}
      />
    </div>
  );
}
