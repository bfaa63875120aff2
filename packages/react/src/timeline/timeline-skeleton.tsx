import { timelineText } from './text.ts';

const widths = ['52%', '34%', '61%', '28%', '46%', '57%', '38%'];

/** What a conversation looks like before its first page has been read. */
export function TimelineSkeleton() {
  return (
    <div className="sotto-timeline-skeleton" role="status" aria-label={timelineText.loading}>
      {widths.map((width, index) => (
        <span key={width} data-mine={index % 3 === 1 || undefined} style={{ inlineSize: width }} />
      ))}
    </div>
  );
}
