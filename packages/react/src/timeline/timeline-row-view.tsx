import { memo, type ReactNode } from 'react';
import type { MessageActions } from '../message/message-actions.ts';
import { MessageBubble } from '../message/message-bubble.tsx';
import { messageLabel } from '../message/message-label.ts';
import { PlaceholderBubble } from '../message/placeholder-bubble.tsx';
import { messageText } from '../message/text.ts';
import { dayName } from '../text/clock-time.ts';
import { NoticeLine, noticeText } from './notice-line.tsx';
import { timelineText } from './text.ts';
import type { TimelineRow } from './timeline-rows.ts';

type TimelineRowViewProps = {
  readonly row: TimelineRow;
  readonly index: number;
  readonly personName: string;
  readonly selfId: string;
  /** Tab enters the feed here. */
  readonly current: boolean;
  readonly actions: MessageActions;
  /** Stands above the very first row. */
  readonly above?: ReactNode;
};

/** One article of the feed, with the day or the divider above it. */
export const TimelineRowView = memo(function TimelineRowView(props: TimelineRowViewProps) {
  const { row, index, personName, selfId, current, actions, above } = props;
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
        data-item-id={row.item.id}
        aria-label={labelOf(row, personName, selfId)}
        aria-posinset={index + 1}
        aria-setsize={-1}
        tabIndex={current ? 0 : -1}
      >
        {row.item.kind === 'message' && (
          <MessageBubble
            message={row.item}
            startsGroup={row.startsGroup}
            endsGroup={row.endsGroup}
            {...actions}
          />
        )}
        {row.item.kind === 'notice' && (
          <NoticeLine notice={row.item} text={noticeText(row.item, selfId, personName)} />
        )}
        {row.item.kind === 'placeholder' && <PlaceholderBubble placeholder={row.item} />}
      </article>
    </>
  );
}, sameRow);

function sameRow(a: TimelineRowViewProps, b: TimelineRowViewProps): boolean {
  return (
    a.row.item === b.row.item &&
    a.row.day === b.row.day &&
    a.row.unread === b.row.unread &&
    a.row.startsGroup === b.row.startsGroup &&
    a.row.endsGroup === b.row.endsGroup &&
    a.index === b.index &&
    a.current === b.current &&
    a.personName === b.personName &&
    a.actions === b.actions &&
    a.above === b.above
  );
}

function labelOf({ item }: TimelineRow, personName: string, selfId: string): string {
  if (item.kind === 'message') return messageLabel(item, personName);
  if (item.kind === 'notice') return noticeText(item, selfId, personName);
  return messageText.placeholders[item.cause];
}
