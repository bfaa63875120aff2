import type { TimelineMessage } from '@sotto/client';
import { BellOff, CloudAlert, Pin, Star, Timer } from 'lucide-react';
import { fullTime } from '../text/clock-time.ts';
import { timeInWords } from '../text/time-in-words.ts';
import { messageText } from './text.ts';

/** Beside the time of a message: pinned, starred, silent, disappearing, a change that was refused. */
export function MetaMarks({ message }: { readonly message: TimelineMessage }) {
  const { pinned, starred, silent, mine, expiry, change } = message;
  const marks = [
    change === 'failed' && { icon: CloudAlert, label: messageText.changeFailed },
    pinned && { icon: Pin, label: messageText.pinned },
    starred && { icon: Star, label: messageText.starred },
    silent && mine && { icon: BellOff, label: messageText.silent },
    expiry !== null && {
      icon: Timer,
      label:
        expiry.at === null
          ? messageText.disappearsAfter(timeInWords(expiry.seconds))
          : messageText.disappearsAt(fullTime(expiry.at)),
    },
  ].filter((mark) => mark !== false);
  return marks.map(({ icon: Icon, label }) => (
    <span key={label} className="sotto-meta-mark" title={label}>
      <Icon aria-hidden="true" />
    </span>
  ));
}
