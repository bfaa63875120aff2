import { ArrowLeft } from 'lucide-react';

/** Back to where one came from, on a screen that shows one thing at a time. */
export function BackLink({
  href,
  label,
  className = '',
}: {
  href: string;
  label: string;
  className?: string;
}) {
  return (
    <a href={href} aria-label={label} title={label} className={`sotto-icon-button ${className}`}>
      <ArrowLeft className="rtl:rotate-180" aria-hidden="true" />
    </a>
  );
}
