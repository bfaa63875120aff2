import type { TimelineNotice } from '@sotto/client';
import { BadgeCheck, MonitorSmartphone, RefreshCw, ShieldAlert } from 'lucide-react';
import { timelineText } from './text.ts';

const signs = {
  'device-added': MonitorSmartphone,
  'device-removed': MonitorSmartphone,
  'identity-changed': ShieldAlert,
  'session-reset': RefreshCw,
  verified: BadgeCheck,
  unverified: BadgeCheck,
} as const;

/** A line of the conversation itself, quiet unless it asks for attention. */
export function NoticeLine({ notice, text }: { notice: TimelineNotice; text: string }) {
  const Sign = signs[notice.notice];
  return (
    <p className="sotto-notice" data-notice={notice.notice}>
      <Sign aria-hidden="true" />
      {text}
    </p>
  );
}

/** What a notice says, on screen and aloud. */
export function noticeText(notice: TimelineNotice, selfId: string, name: string): string {
  return timelineText.notices[notice.notice](name, notice.accountId === selfId);
}
