import { Check } from 'lucide-react';

/** At the end of somebody who can be chosen; the option itself says whether they are. */
export function ChoiceMark({ on }: { on: boolean }) {
  return (
    <span
      className={`grid size-5 flex-none place-items-center rounded-full ${on ? 'bg-accent text-on-accent' : 'border border-line-strong'}`}
      aria-hidden="true"
    >
      {on && <Check className="size-3.5" strokeWidth={3} />}
    </span>
  );
}
