import type { TimelineNotice } from '@sotto/client';
import { conversationNoticeSentence } from './conversation-notice-text.ts';
import { groupNoticeText } from './group-notice-text.ts';
import { timelineText } from './text.ts';

/**
 * What a line of the conversation says, on screen and aloud.
 *
 * @param name the other person's, for lines of a direct conversation.
 */
export function noticeText(notice: TimelineNotice, selfId: string, name: string): string {
  switch (notice.notice) {
    case 'group':
      return groupNoticeText(notice);
    case 'conversation':
      return conversationNoticeSentence(notice);
    default:
      return timelineText.notices[notice.notice](name, notice.accountId === selfId);
  }
}
