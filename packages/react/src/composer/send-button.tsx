import { ArrowUp, BellOff, CalendarClock, Check, ChevronDown } from 'lucide-react';
import { useRef, useState } from 'react';
import { LazyMenu } from '../menu/lazy-menu.tsx';
import { composerText } from './text.ts';

type SendButtonProps = {
  readonly sendable: boolean;
  readonly editing: boolean;
  readonly onSend: (options?: { silent: boolean }) => void;
  readonly onSchedule?: (() => void) | undefined;
};

/** Sends; beside it, the other ways to send. */
export function SendButton({ sendable, editing, onSend, onSchedule }: SendButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const Sign = editing ? Check : ArrowUp;
  const label = editing ? composerText.save : composerText.send;
  return (
    <>
      {sendable && !editing && (
        <button
          ref={button}
          type="button"
          className="sotto-icon-button sotto-send-more"
          aria-label={composerText.sendOptions}
          title={composerText.sendOptions}
          aria-haspopup="menu"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <ChevronDown aria-hidden="true" />
        </button>
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
      {open && (
        <LazyMenu
          label={composerText.sendOptions}
          anchor={button}
          onClose={() => setOpen(false)}
          entries={[
            {
              id: 'silent',
              label: composerText.sendSilently,
              icon: BellOff,
              onPick: () => onSend({ silent: true }),
            },
            ...(onSchedule === undefined
              ? []
              : [
                  {
                    id: 'schedule',
                    label: composerText.schedule,
                    icon: CalendarClock,
                    onPick: onSchedule,
                  },
                ]),
          ]}
        />
      )}
    </>
  );
}
