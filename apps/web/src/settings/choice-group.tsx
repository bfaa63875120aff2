import type { LucideIcon } from 'lucide-react';

type ChoiceGroupProps<Value extends string> = {
  readonly label: string;
  readonly name: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  readonly icons?: Readonly<Record<Value, LucideIcon>>;
  readonly onChange: (value: Value) => void;
};

/** One of a few, all in view. */
export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { label, name, value, options, icons, onChange } = props;
  return (
    <fieldset className="grid gap-2.5">
      <legend className="mb-2.5 text-sm font-semibold">{label}</legend>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] gap-2.5">
        {(Object.keys(options) as Value[]).map((option) => {
          const Icon: LucideIcon | undefined = icons?.[option];
          return (
            <label key={option} className="choice items-center">
              <input
                type="radio"
                name={name}
                value={option}
                checked={value === option}
                onChange={() => onChange(option)}
              />
              {Icon !== undefined && <Icon className="size-4.5 text-muted" aria-hidden="true" />}
              <span className="text-sm font-medium">{options[option]}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
