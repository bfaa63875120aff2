import { useId } from 'react';

type SwitchRowProps = {
  readonly label: string;
  readonly detail: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
};

/** Something that is on or off, and what that means. */
export function SwitchRow({ label, detail, on, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <label className="flex cursor-pointer items-center gap-4 px-4 py-3.5">
      <span className="grid flex-1 gap-0.5">
        <span className="text-[0.9375rem] font-medium">{label}</span>
        <span id={id} className="text-sm text-muted">
          {detail}
        </span>
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        className="switch"
        aria-describedby={id}
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
