import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> & {
  readonly icon: LucideIcon;
  readonly label: string;
  /** Keys that do the same, shown with the label. */
  readonly keys?: string;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A button that is only a sign; its label is its name and, unless there is more to say, its tip. */
export function IconButton({
  icon: Icon,
  label,
  keys,
  title = label,
  className = '',
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`sotto-icon-button ${className}`}
      aria-label={label}
      title={keys === undefined ? title : `${title} (${keys})`}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}
