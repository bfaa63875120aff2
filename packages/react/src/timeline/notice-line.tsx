import type { TimelineNotice } from '@sotto/client';
import { isWarning, noticeSign } from './notice-sign.ts';

/** A line of the conversation itself, quiet unless it asks for attention. */
export function NoticeLine({ notice, text }: { notice: TimelineNotice; text: string }) {
  const Sign = noticeSign(notice);
  return (
    <p className="sotto-notice" data-warning={isWarning(notice) || undefined}>
      <Sign aria-hidden="true" />
      {text}
    </p>
  );
}
