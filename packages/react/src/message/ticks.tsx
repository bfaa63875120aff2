import type { MessageState } from '@sotto/client';
import { messageText } from './text.ts';

/**
 * What has become of a message: a clock, one tick, two ticks, two filled ticks. Shape carries the
 * meaning; colour only repeats it.
 */
export function Ticks({ state }: { state: MessageState }) {
  if (state === 'received' || state === 'failed') return null;
  return (
    <svg
      className="sotto-ticks"
      data-state={state}
      viewBox={state === 'delivered' || state === 'read' ? '0 0 22.5 14' : '0 0 14 14'}
      role="img"
      aria-label={messageText.states[state]}
    >
      <title>{messageText.states[state]}</title>
      {shapes[state]}
    </svg>
  );
}

const shapes = {
  waiting: (
    <g fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="7" cy="7" r="5.3" />
      <path d="M7 4.2V7l1.9 1.3" />
    </g>
  ),
  sent: (
    <g fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="7" cy="7" r="5.3" />
      <path d="m4.7 7.2 1.6 1.6 3-3.4" />
    </g>
  ),
  delivered: (
    <g fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="7" cy="7" r="5.3" />
      <path d="m4.7 7.2 1.6 1.6 3-3.4" />
      <path d="M12.9 3.11a5.3 5.3 0 1 1 0 7.78M14.4 7.2l1.6 1.6 3-3.4" />
    </g>
  ),
  read: (
    <g>
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M7 1a6 6 0 1 1 0 12A6 6 0 0 1 7 1Zm3 3.9a.75.75 0 0 0-1.05.05L6.27 7.75 5.2 6.7a.75.75 0 0 0-1.05 1.06l1.6 1.6a.75.75 0 0 0 1.1-.03l3-3.4A.75.75 0 0 0 10 4.9Z"
      />
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M12.43 2.59A6 6 0 1 1 12.43 11.41A7 7 0 0 0 12.43 2.59ZM19.9 4.9a.75.75 0 0 0-1.05.05L16.17 7.75 15.1 6.7a.75.75 0 0 0-1.05 1.06l1.6 1.6a.75.75 0 0 0 1.1-.03l3-3.4A.75.75 0 0 0 19.9 4.9Z"
      />
    </g>
  ),
};
