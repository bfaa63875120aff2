import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

type TextFieldProps = InputHTMLAttributes<HTMLInputElement> & {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with it; said by a screen reader together with the field. */
  readonly error?: string | null;
  /** Stands at the end of the field. */
  readonly after?: ReactNode;
  readonly below?: ReactNode;
};

export function TextField({
  label,
  hint,
  error = null,
  after,
  below,
  className = '',
  ...input
}: TextFieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== null && `${id}-error`].filter(Boolean);
  return (
    <div className={`grid gap-1.5 ${className}`}>
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <div className="relative grid">
        <input
          {...input}
          id={id}
          className={`field ${after === undefined ? '' : 'pe-12'}`}
          aria-invalid={error !== null || undefined}
          aria-describedby={described.length === 0 ? undefined : described.join(' ')}
        />
        {after !== undefined && (
          <span className="absolute inset-y-0 end-1 grid place-items-center">{after}</span>
        )}
      </div>
      {below}
      {error !== null ? (
        <p id={`${id}-error`} className="text-[0.8125rem] text-danger">
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-hint`} className="text-[0.8125rem] text-muted">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
