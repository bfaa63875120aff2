import type { FilePart, TimelineMessage } from '@sotto/client';
import { Download, Pause, Play } from 'lucide-react';
import { IconButton } from '../button/icon-button.tsx';
import { useArticleTab } from '../files/article-tab.ts';
import { useConversationId } from '../files/conversation-of-files.ts';
import { useFileHandlers } from '../files/file-handlers.ts';
import { formatBytes } from '../files/format-bytes.ts';
import { formatDuration } from '../files/format-duration.ts';
import { filesText } from '../files/text.ts';
import { messageText } from '../message/text.ts';
import { safeName } from '../text/safe-name.ts';
import { RateButton } from './rate-button.tsx';
import { SeekBar } from './seek-bar.tsx';
import { voiceText } from './text.ts';
import { useAudioPlayer } from './use-audio-player.ts';

type AudioRowProps = { readonly message: TimelineMessage; readonly file: FilePart };

/** A voice note, or a sound with its name: played here, and on while one goes elsewhere. */
export function AudioRow({ message, file }: AudioRowProps) {
  const [state, player] = useAudioPlayer();
  const { onSave } = useFileHandlers();
  const tab = useArticleTab();
  const conversationId = useConversationId();
  const own = state.track?.file.fileId === file.fileId;
  const playing = own && (state.status === 'playing' || state.status === 'opening');
  const failed = own && state.status === 'failed';
  const voice = file.show === 'voice';
  const title = voice ? (message.mine ? messageText.you : safeName(message.senderName)) : file.name;
  const durationMs = own && state.durationMs > 0 ? state.durationMs : (file.durationMs ?? 0);
  const usable = file.state.kind === 'here' || file.state.kind === 'remote';
  return (
    <div className="sotto-audio">
      <button
        type="button"
        className="sotto-audio-play"
        aria-label={playing ? voiceText.pause(title) : voiceText.play(title)}
        aria-busy={(own && state.status === 'opening') || undefined}
        tabIndex={tab}
        disabled={!usable}
        onClick={() => (playing ? player.pause() : player.play({ file, conversationId, title }))}
      >
        {playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </button>
      <div className="sotto-audio-main">
        {!voice && <bdi className="sotto-file-name">{file.name}</bdi>}
        <SeekBar
          loudness={voice ? file.waveform : null}
          plain={!voice}
          positionMs={own ? state.positionMs : 0}
          durationMs={durationMs}
          disabled={!own}
          onSeek={player.seek}
        />
        <span className="sotto-file-line">
          {line({ usable, failed, durationMs, own, positionMs: state.positionMs, bytes: file.bytes })}
        </span>
      </div>
      {own && !failed && <RateButton rate={state.rate} onRate={player.setRate} />}
      {(failed || !voice) && onSave !== undefined && usable && (
        <IconButton
          icon={Download}
          label={filesText.save(file.name)}
          tabIndex={tab}
          onClick={() => onSave(file)}
        />
      )}
    </div>
  );
}

type Line = {
  readonly usable: boolean;
  readonly failed: boolean;
  readonly own: boolean;
  readonly positionMs: number;
  readonly durationMs: number;
  readonly bytes: number;
};

function line({ usable, failed, own, positionMs, durationMs, bytes }: Line): string {
  if (!usable) return voiceText.gone;
  if (failed) return voiceText.failed;
  if (durationMs === 0) return formatBytes(bytes);
  return own && positionMs > 0
    ? `${formatDuration(positionMs)} / ${formatDuration(durationMs)}`
    : formatDuration(durationMs);
}
