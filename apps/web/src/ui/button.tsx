import type { ButtonHTMLAttributes, Ref } from 'react';
import { tv } from 'tailwind-variants/lite';

const button = tv({
  base: 'inline-flex items-center justify-center gap-2 rounded-[0.625rem] font-semibold transition-colors select-none disabled:opacity-55',
  variants: {
    look: {
      primary: 'bg-accent text-on-accent enabled:hover:bg-accent-hover',
      quiet: 'bg-hover text-ink enabled:hover:bg-selected',
      outline: 'border border-line-strong bg-raised text-ink enabled:hover:bg-hover',
      warn: 'border border-line-strong bg-raised text-danger enabled:hover:bg-danger-soft',
      danger: 'bg-danger-fill text-white enabled:hover:brightness-110',
      text: 'text-accent-ink enabled:hover:bg-hover',
    },
    size: {
      small: 'min-h-8 px-3 text-[0.8125rem]',
      medium: 'min-h-10 px-4 text-sm',
      large: 'min-h-11 px-5 text-[0.9375rem]',
    },
  },
  defaultVariants: { look: 'primary', size: 'medium' },
});

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly look?: 'primary' | 'quiet' | 'outline' | 'warn' | 'danger' | 'text';
  readonly size?: 'small' | 'medium' | 'large';
  /** Something is under way: keeps its width, cannot be pressed twice. */
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
};

export function Button({ look, size, busy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={button({ look, size, className })}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
