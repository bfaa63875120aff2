import type { TimelineNotice } from '@sotto/client';
import { memo, type ReactNode } from 'react';
import type { MessageActions } from '../message/message-actions.ts';
import { MessageBubble } from '../message/message-bubble.tsx';
import { messageLabel } from '../message/message-label.ts';
import { PlaceholderBubble } from '../message/placeholder-bubble.tsx';
import { messageText } from '../message/text.ts';
import { dayName } from '../text/clock-time.ts';
import { FoldedNotices } from './folded-notices.tsx';
import { NoticeLine } from './notice-line.tsx';
import { noticeSummary } from './notice-summary.ts';
import { noticeText } from './notice-text.ts';
import { timelineText } from './text.ts';
import type { TimelineRow } from './timeline-rows.ts';

/** Whose timeline it is. */
export type TimelineFrame = {
  /** The other person's name, or the group's. */
  readonly name: string;
  readonly selfId: string;
  /** Several people write: messages say who. */
  readonly group: boolean;
};

type TimelineRowViewProps = {
  readonly row: TimelineRow;
  readonly index: number;
  readonly frame: TimelineFrame;
  /** Tab enters the feed here. */
  readonly current: boolean;
  readonly actions: MessageActions;
  /** One was led here. */
  readonly marked?: boolean;
  /** Folded lines are shown. */
  readonly open?: boolean;
  readonly onToggle?: (rowId: string) => void;
  /** Stands above the very first row. */
  readonly above?: ReactNode;
};

/** One article of the feed, with the day or the divider above it. */
export const TimelineRowView = memo(function TimelineRowView(props: TimelineRowViewProps) {
  const { row, index, frame, current, marked = false, above } = props;
  return (
    <>
      {above !== undefined && <article className="sotto-beginning">{above}</article>}
      {row.day !== null && (
        <div className="sotto-day">
          <span>{dayName(row.day, Date.now(), timelineText)}</span>
        </div>
      )}
      {row.unread !== null && (
        <div className="sotto-unread-divider">
          <span>{row.unread === 0 ? timelineText.unreadHere : timelineText.newMessages(row.unread)}</span>
        </div>
      )}
      <article
        data-item-id={row.id}
        aria-label={labelOf(row, frame)}
        aria-posinset={index + 1}
        aria-setsize={-1}
        tabIndex={current ? 0 : -1}
        data-marked={marked || undefined}
      >
        <RowContent {...props} />
      </article>
    </>
  );
}, sameRow);

function RowContent({ row, frame, actions, open = false, onToggle }: TimelineRowViewProps) {
  const { item, folded } = row;
  const textOf = (notice: TimelineNotice) => noticeText(notice, frame.selfId, frame.name);
  if (folded.length > 0) {
    return <FoldedNotices notices={folded} textOf={textOf} open={open} onToggle={() => onToggle?.(row.id)} />;
  }
  switch (item.kind) {
    case 'message':
      return (
        <MessageBubble
          message={item}
          startsGroup={row.startsGroup}
          endsGroup={row.endsGroup}
          named={frame.group}
          {...actions}
        />
      );
    case 'notice':
      return <NoticeLine notice={item} text={textOf(item)} />;
    case 'placeholder':
      return <PlaceholderBubble placeholder={item} named={frame.group} onPerson={actions.onPerson} />;
  }
}

function sameRow(a: TimelineRowViewProps, b: TimelineRowViewProps): boolean {
  return (
    a.row.item === b.row.item &&
    a.row.folded.length === b.row.folded.length &&
    a.row.folded.every((notice, index) => notice === b.row.folded[index]) &&
    a.row.day === b.row.day &&
    a.row.unread === b.row.unread &&
    a.row.startsGroup === b.row.startsGroup &&
    a.row.endsGroup === b.row.endsGroup &&
    a.index === b.index &&
    a.current === b.current &&
    a.marked === b.marked &&
    a.open === b.open &&
    a.onToggle === b.onToggle &&
    a.frame === b.frame &&
    a.actions === b.actions &&
    a.above === b.above
  );
}

function labelOf({ item, folded }: TimelineRow, { name, selfId }: TimelineFrame): string {
  if (folded.length > 0) return noticeSummary(folded);
  if (item.kind === 'message') return messageLabel(item);
  if (item.kind === 'notice') return noticeText(item, selfId, name);
  return messageText.placeholders[item.cause];
}
