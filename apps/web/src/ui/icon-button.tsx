import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> & {
  readonly icon: LucideIcon;
  readonly label: string;
  /** Keys that do the same, shown with the label. */
  readonly keys?: string;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A button that is only a sign; its label is its name and its tip. */
export function IconButton({ icon: Icon, label, keys, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`sotto-icon-button ${className}`}
      aria-label={label}
      title={keys === undefined ? label : `${label} (${keys})`}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}
