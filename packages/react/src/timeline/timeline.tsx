import type { AccountId, OutgoingContent, TimelineMessage, Timeline as TimelineState } from '@sotto/client';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { Messages } from '../client/use-messages.ts';
import { DayPill } from './day-pill.tsx';
import { JumpToLatest } from './jump-to-latest.tsx';
import { MessagePopover } from './message-popover.tsx';
import { timelineText } from './text.ts';
import { TimelineRowView } from './timeline-row-view.tsx';
import { timelineRows } from './timeline-rows.ts';
import { TimelineSkeleton } from './timeline-skeleton.tsx';
import { useAnchoredScroll } from './use-anchored-scroll.ts';
import { useAnnouncement } from './use-announcement.ts';
import { useDayPill } from './use-day-pill.ts';
import { useJump } from './use-jump.ts';
import { useLongPress } from './use-long-press.ts';
import { type CommandHandlers, useMessageCommands } from './use-message-commands.ts';
import { useMissed } from './use-missed.ts';
import { useOpenRows } from './use-open-rows.ts';
import { useRovingArticle } from './use-roving-article.ts';
import { useSeen } from './use-seen.ts';

const loadOlderWithinPx = 800;

type TimelineProps = CommandHandlers & {
  readonly messages: Messages;
  /** The other person's name, or the group's. */
  readonly name: string;
  /** Several people write: messages say who. */
  readonly group?: boolean;
  readonly selfId: string;
  /** Stands above the very first message. */
  readonly beginning?: ReactNode;
  /** Looks at a changed safety number. */
  readonly onReview?: () => void;
  /** Shows who somebody is. */
  readonly onPerson?: (accountId: AccountId) => void;
  /** One may write here, and so answer and react. */
  readonly writable?: boolean;
  /** Gets back what was taken back before it left. */
  readonly onUndone?: (content: OutgoingContent) => void;
  /** Shows this message, and marks it for a moment; another `at` shows it once more. */
  readonly jump?: { readonly messageId: string; readonly at: number } | null;
};

/** The messages of a conversation. */
export function Timeline(props: TimelineProps) {
  const { timeline } = props.messages;
  if (timeline === null || (timeline.loading && timeline.items.length === 0)) return <TimelineSkeleton />;
  return <LoadedTimeline {...props} timeline={timeline} />;
}

/** Only what is in view is drawn. */
function LoadedTimeline(props: TimelineProps & { readonly timeline: TimelineState }) {
  const { timeline, messages, name, group = false, selfId, beginning } = props;
  const {
    onReview,
    onReceipts,
    onPerson,
    onThread,
    onVersions,
    onUndone,
    writable = true,
    jump = null,
  } = props;
  const { items, hasOlder, hasNewer, loading, unreadFrom, threadId } = timeline;
  const { loadOlder, loadNewer, jumpToLatest, markRead, retry, discard, undo } = messages;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const frame = useMemo(() => ({ name, selfId, group }), [name, selfId, group]);
  const folds = useOpenRows();

  const rows = useMemo(() => timelineRows(items, unreadFrom), [items, unreadFrom]);
  const scroll = useAnchoredScroll(rows, list, scroller);
  const roving = useRovingArticle(rows, list, scroller);
  const missed = useMissed(rows, scroll.atBottom);
  const pill = useDayPill(rows);
  const commands = useMessageCommands(props, { writable, inThread: threadId !== null });
  const { onJump, marked } = useJump({ rows, list, scroller, jumpTo: messages.jumpTo, wanted: jump });
  const announcement = useAnnouncement(items);

  const lastInView = useCallback(() => {
    const handle = list.current;
    if (handle === null || rows.length === 0) return -1;
    const end = handle.scrollOffset + handle.viewportSize;
    const index = handle.findItemIndex(end);
    return handle.getItemOffset(index) + handle.getItemSize(index) <= end + 24 ? index : index - 1;
  }, [rows]);
  const look = useSeen({ rows, lastInView, markRead });

  const { onOpen, onCommand, onReact } = commands;
  const actions = useMemo(
    () => ({
      onRetry: (id: string) => void retry(id),
      onDiscard: (id: string) => void discard(id),
      onUndo: ({ id }: TimelineMessage) =>
        void undo(id).then((content) => {
          if (content !== null) onUndone?.(content);
        }),
      onReview,
      onReceipts,
      onPerson,
      onJump,
      onThread: threadId === null ? onThread : undefined,
      onVersions,
      onReact,
      onOpen,
      onCommand: writable ? onCommand : undefined,
    }),
    [
      retry,
      discard,
      undo,
      onUndone,
      onReview,
      onReceipts,
      onPerson,
      onJump,
      onThread,
      threadId,
      onVersions,
      onReact,
      onOpen,
      onCommand,
      writable,
    ],
  );
  const messageOf = (target: HTMLElement) => {
    const article = target.closest<HTMLElement>('article');
    const item = rows.find((row) => row.id === article?.dataset['itemId'])?.item;
    return article !== null && item?.kind === 'message' ? { article, message: item } : null;
  };
  const longPress = useLongPress((target) => {
    const found = messageOf(target);
    if (found !== null) onOpen(found.message, 'menu', found.article);
  });

  const onScroll = (offset: number) => {
    scroll.onScroll();
    look();
    pill.onScroll(list.current?.findItemIndex(offset) ?? 0);
    if (loading) return;
    if (offset < loadOlderWithinPx && hasOlder) void loadOlder();
    const handle = list.current;
    const below = handle === null ? 0 : handle.scrollSize - handle.viewportSize - offset;
    if (hasNewer && below < loadOlderWithinPx) void loadNewer();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    roving.onKeyDown(event);
    const target = event.target as HTMLElement;
    const found = target.tagName === 'ARTICLE' ? messageOf(target) : null;
    if (found !== null && commands.onKey(event, found.message, found.article)) event.preventDefault();
  };

  return (
    <div className="sotto-timeline">
      <div className="sotto-timeline-scroller" ref={scroller}>
        <div className="sotto-timeline-filler">{rows.length === 0 && beginning}</div>
        <div
          role="feed"
          className="sotto-timeline-feed"
          aria-label={group ? timelineText.groupLabel(name) : timelineText.label(name)}
          aria-busy={loading}
          onKeyDown={onKeyDown}
          {...longPress}
          onFocus={(event) => {
            const id = event.target.closest<HTMLElement>('article')?.dataset['itemId'];
            if (id !== undefined) roving.onFocusItem(id);
          }}
        >
          <Virtualizer
            ref={list}
            data={rows}
            scrollRef={scroller}
            shift={scroll.prepended}
            bufferSize={400}
            keepMounted={roving.current >= 0 ? [roving.current] : []}
            onScroll={onScroll}
            onScrollEnd={pill.onScrollEnd}
            onResize={scroll.onResize}
          >
            {(row, index) => (
              <TimelineRowView
                key={row.id}
                row={row}
                index={index}
                frame={frame}
                current={index === roving.current}
                marked={row.id === marked}
                actions={actions}
                open={folds.open.has(row.id)}
                onToggle={folds.toggle}
                above={index === 0 && !hasOlder ? beginning : undefined}
              />
            )}
          </Virtualizer>
        </div>
      </div>
      {hasOlder && loading && (
        <p className="sotto-timeline-older" role="status">
          {timelineText.loadingOlder}
        </p>
      )}
      <DayPill day={pill.day} scrolling={pill.scrolling && !scroll.atBottom} />
      {(!scroll.atBottom || hasNewer) && (
        <JumpToLatest
          count={missed}
          onJump={() => {
            if (hasNewer) void jumpToLatest().then(scroll.scrollToBottom);
            else scroll.scrollToBottom();
          }}
        />
      )}
      <MessagePopover commands={commands} />
      <div className="sotto-visually-hidden" role="log" aria-live="polite" aria-relevant="additions text">
        {announcement}
      </div>
    </div>
  );
}
