import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type EmptyStateProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  /** It is all there is on the page. */
  readonly whole?: boolean;
  readonly children?: ReactNode;
};

/** What stands where nothing is yet, and what to do about it. */
export function EmptyState({ icon: Icon, title, text, whole = false, children }: EmptyStateProps) {
  const Heading = whole ? 'h1' : 'h2';
  return (
    <div className="grid flex-1 place-content-center justify-items-center gap-4 p-8 text-center">
      <span className="grid size-16 place-items-center rounded-full bg-hover text-muted">
        <Icon className="size-7" strokeWidth={1.6} aria-hidden="true" />
      </span>
      <div className="grid max-w-sm gap-1.5">
        <Heading className="text-lg font-semibold tracking-tight">{title}</Heading>
        <p className="text-[0.9375rem] text-balance text-muted">{text}</p>
      </div>
      {children !== undefined && <div className="mt-1 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
