import {
  ArrowUp,
  BellOff,
  CalendarClock,
  Check,
  ChevronDown,
  Infinity as Forever,
  Timer,
} from 'lucide-react';
import { useRef, useState } from 'react';
import { IconButton } from '../button/icon-button.tsx';
import { LazyMenu } from '../menu/lazy-menu.tsx';
import type { MenuEntry } from '../menu/menu.tsx';
import { timeInWords } from '../text/time-in-words.ts';
import { expiryChoices } from './expiry-choices.ts';
import { composerText } from './text.ts';

type SendButtonProps = {
  readonly sendable: boolean;
  readonly editing: boolean;
  /** Whether messages of this conversation disappear. */
  readonly disappearing: boolean;
  readonly onSend: (options?: { silent: boolean }) => void;
  readonly onSchedule?: (() => void) | undefined;
  /** This message disappears that long after it was read; `null`: it stays. */
  readonly onExpiry: (seconds: number | null) => void;
};

/** Sends; beside it, the other ways to send. */
export function SendButton(props: SendButtonProps) {
  const { sendable, editing, onSend } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<'ways' | 'expiry' | null>(null);
  const Sign = editing ? Check : ArrowUp;
  const label = editing ? composerText.save : composerText.send;
  return (
    <>
      {sendable && !editing && (
        <IconButton
          icon={ChevronDown}
          ref={button}
          className="sotto-send-more"
          label={composerText.sendOptions}
          aria-haspopup="menu"
          aria-expanded={open !== null}
          onClick={() => setOpen(open === null ? 'ways' : null)}
        />
      )}
      <button
        type="button"
        className="sotto-send"
        aria-label={label}
        title={label}
        disabled={!sendable}
        onClick={() => onSend()}
      >
        <Sign aria-hidden="true" />
      </button>
      {open !== null && (
        <LazyMenu
          key={open}
          label={open === 'ways' ? composerText.sendOptions : composerText.expiry}
          anchor={button}
          onClose={() => setOpen(null)}
          entries={open === 'ways' ? waysOf(props, () => setOpen('expiry')) : timesOf(props)}
        />
      )}
    </>
  );
}

function waysOf({ onSend, onSchedule }: SendButtonProps, onTimes: () => void): readonly MenuEntry[] {
  return [
    { id: 'silent', label: composerText.sendSilently, icon: BellOff, onPick: () => onSend({ silent: true }) },
    { id: 'expiry', label: composerText.expiry, icon: Timer, onPick: onTimes },
    ...(onSchedule === undefined
      ? []
      : [{ id: 'schedule', label: composerText.schedule, icon: CalendarClock, onPick: onSchedule }]),
  ];
}

function timesOf({ disappearing, onExpiry }: SendButtonProps): readonly MenuEntry[] {
  const times = expiryChoices.map((seconds) => ({
    id: String(seconds),
    label: composerText.expiryAfter(timeInWords(seconds)),
    icon: Timer,
    onPick: () => onExpiry(seconds),
  }));
  if (!disappearing) return times;
  return [{ id: 'stays', label: composerText.stays, icon: Forever, onPick: () => onExpiry(null) }, ...times];
}
