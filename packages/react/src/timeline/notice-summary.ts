import type { TimelineNotice } from '@sotto/client';
import { noticeSummaryText as text } from './text.ts';

/** Many lines in one: “5 people came, 2 left, 3 other changes”. */
export function noticeSummary(notices: readonly TimelineNotice[]): string {
  let came = 0;
  let went = 0;
  let devices = 0;
  let others = 0;
  for (const notice of notices) {
    const change = notice.notice === 'group' ? notice.change : null;
    if (change?.kind === 'added') came += change.people.length;
    else if (change?.kind === 'removed') went += change.people.length;
    else if (change?.kind === 'left') went += 1;
    else if (change?.kind === 'devices' || /^device-/.test(notice.notice)) devices += 1;
    else others += 1;
  }
  const parts = [
    came > 0 && text.came(came),
    went > 0 && text.went(went),
    devices > 0 && text.devices(devices),
    others > 0 && text.others(others, came + went + devices > 0),
  ].filter((part) => part !== false);
  return parts.join(', ');
}
