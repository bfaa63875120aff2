import type { ButtonHTMLAttributes, Ref } from 'react';

const base =
  'inline-flex items-center justify-center gap-2 rounded-[0.625rem] font-semibold transition-colors select-none disabled:opacity-55';

const looks = {
  primary: 'bg-accent text-on-accent enabled:hover:bg-accent-hover',
  quiet: 'bg-hover text-ink enabled:hover:bg-selected',
  outline: 'border border-line-strong bg-raised text-ink enabled:hover:bg-hover',
  warn: 'border border-line-strong bg-raised text-danger enabled:hover:bg-danger-soft',
  danger: 'bg-danger-fill text-white enabled:hover:brightness-110',
  text: 'text-accent-ink enabled:hover:bg-hover',
} as const;

const sizes = {
  small: 'min-h-8 px-3 text-[0.8125rem]',
  medium: 'min-h-10 px-4 text-sm',
  large: 'min-h-11 px-5 text-[0.9375rem]',
} as const;

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly look?: keyof typeof looks;
  readonly size?: keyof typeof sizes;
  /** Something is under way: keeps its width, cannot be pressed twice. */
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
};

export function Button(props: ButtonProps) {
  const {
    look = 'primary',
    size = 'medium',
    busy = false,
    className = '',
    children,
    disabled,
    ...rest
  } = props;
  return (
    <button
      type="button"
      {...rest}
      className={`${base} ${looks[look]} ${sizes[size]} ${className}`}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
