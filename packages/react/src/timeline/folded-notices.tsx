import type { TimelineNotice } from '@sotto/client';
import { ChevronDown } from 'lucide-react';
import { NoticeLine } from './notice-line.tsx';
import { noticeSummary } from './notice-summary.ts';
import { timelineText } from './text.ts';

type FoldedNoticesProps = {
  readonly notices: readonly TimelineNotice[];
  readonly textOf: (notice: TimelineNotice) => string;
  readonly open: boolean;
  readonly onToggle: () => void;
};

/** Many lines as one, and all of them for those who ask. */
export function FoldedNotices({ notices, textOf, open, onToggle }: FoldedNoticesProps) {
  return (
    <div className="sotto-notices">
      <button type="button" className="sotto-notices-summary" aria-expanded={open} onClick={onToggle}>
        <span>{noticeSummary(notices)}</span>
        <span className="sotto-notices-toggle">
          {open ? timelineText.hide : timelineText.show}
          <ChevronDown aria-hidden="true" />
        </span>
      </button>
      {open && notices.map((notice) => <NoticeLine key={notice.id} notice={notice} text={textOf(notice)} />)}
    </div>
  );
}
