import type { ConversationId } from '@sotto/client';
import { Pause, Play, X } from 'lucide-react';
import { IconButton } from '../button/icon-button.tsx';
import { formatDuration } from '../files/format-duration.ts';
import { RateButton } from './rate-button.tsx';
import { voiceText } from './text.ts';
import { useAudioPlayer } from './use-audio-player.ts';

type PlayerControlsProps = { readonly onGoTo: (conversationId: ConversationId) => void };

/** The bar of the player: what it plays, how fast, and the way back to where it was sent. */
export function PlayerControls({ onGoTo }: PlayerControlsProps) {
  const [{ track, status, positionMs, durationMs, rate }, player] = useAudioPlayer();
  if (track === null || status === 'failed') return null;
  const playing = status === 'playing' || status === 'opening';
  const { title, conversationId } = track;
  return (
    <section className="sotto-player" aria-label={voiceText.playing}>
      <IconButton
        icon={playing ? Pause : Play}
        label={playing ? voiceText.pause(title) : voiceText.play(title)}
        onClick={() => (playing ? player.pause() : player.play(track))}
      />
      <button
        type="button"
        className="sotto-player-title"
        aria-label={voiceText.goTo(title)}
        disabled={conversationId === null}
        onClick={() => conversationId !== null && onGoTo(conversationId)}
      >
        <bdi>{title}</bdi>
        <span>
          {formatDuration(positionMs)} / {formatDuration(durationMs)}
        </span>
      </button>
      <RateButton rate={rate} onRate={player.setRate} />
      <IconButton icon={X} label={voiceText.stop} onClick={player.stop} />
      <span className="sotto-player-line" aria-hidden="true">
        <span style={{ inlineSize: `${durationMs > 0 ? (positionMs / durationMs) * 100 : 0}%` }} />
      </span>
    </section>
  );
}
