import { useSyncExternalStore } from 'react';
import { useClient } from '../client/use-client.ts';
import { type AudioPlayer, audioPlayer, type PlayerState } from './audio-player.ts';

/** The page's player and what it does now. */
export function useAudioPlayer(): readonly [PlayerState, AudioPlayer] {
  const player = audioPlayer(useClient());
  const state = useSyncExternalStore(player.subscribe, () => player.current);
  return [state, player];
}
