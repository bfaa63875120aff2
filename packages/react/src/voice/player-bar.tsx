import type { ConversationId } from '@sotto/client';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { playingSignal } from './playing-signal.ts';

const PlayerControls = lazy(async () => ({
  default: (await import('./player-controls.tsx')).PlayerControls,
}));

type PlayerBarProps = { readonly onGoTo: (conversationId: ConversationId) => void };

/** What is being played, above everything, while one goes on reading elsewhere. */
export function PlayerBar({ onGoTo }: PlayerBarProps) {
  const playing = useSyncExternalStore(playingSignal.subscribe, () => playingSignal.current);
  if (!playing) return null;
  return (
    <Suspense>
      <PlayerControls onGoTo={onGoTo} />
    </Suspense>
  );
}
