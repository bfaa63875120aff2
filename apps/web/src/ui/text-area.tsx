import { type ReactNode, type TextareaHTMLAttributes, useId } from 'react';

type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with it; said by a screen reader together with the field. */
  readonly error?: string | null;
};

/** A field of several lines. */
export function TextArea({ label, hint, error = null, ...area }: TextAreaProps) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <textarea
        {...area}
        id={id}
        className="field max-h-48 resize-none field-sizing-content"
        aria-invalid={error !== null || undefined}
        aria-describedby={below === undefined ? undefined : `${id}-below`}
      />
      {below !== undefined && (
        <p id={`${id}-below`} className={`text-[0.8125rem] ${error === null ? 'text-muted' : 'text-danger'}`}>
          {below}
        </p>
      )}
    </div>
  );
}
