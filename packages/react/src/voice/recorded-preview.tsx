import { Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../button/icon-button.tsx';
import { formatDuration } from '../files/format-duration.ts';
import { markDuration } from './mark-duration.ts';
import type { VoiceRecording } from './record-voice.ts';
import { SeekBar } from './seek-bar.tsx';
import { voiceText } from './text.ts';

/** What was recorded, to be listened to before it is sent. */
export function RecordedPreview({ recording }: { readonly recording: VoiceRecording }) {
  const { file, durationMs, loudness } = recording;
  const audio = useRef<HTMLAudioElement>(null);
  const [positionMs, setPositionMs] = useState(0);
  const [playing, setPlaying] = useState(false);

  useEffect(() => {
    const element = new Audio();
    const url = URL.createObjectURL(file);
    audio.current = element;
    element.src = url;
    element.addEventListener('play', () => setPlaying(true));
    element.addEventListener('pause', () => setPlaying(false));
    element.addEventListener('timeupdate', () => {
      if (!element.paused) setPositionMs(element.currentTime * 1000);
    });
    element.addEventListener('ended', () => {
      setPlaying(false);
      setPositionMs(0);
    });
    markDuration(element).catch(() => {});
    return () => {
      element.pause();
      URL.revokeObjectURL(url);
    };
  }, [file]);

  const title = voiceText.preview;
  return (
    <>
      <IconButton
        icon={playing ? Pause : Play}
        label={playing ? voiceText.pause(title) : voiceText.play(title)}
        onClick={() => {
          if (playing) audio.current?.pause();
          else audio.current?.play().catch(() => {});
        }}
      />
      <span className="sotto-voice-wave">
        <SeekBar
          loudness={Uint8Array.from(loudness)}
          positionMs={positionMs}
          durationMs={durationMs}
          onSeek={(at) => {
            if (audio.current !== null) audio.current.currentTime = at / 1000;
            setPositionMs(at);
          }}
        />
      </span>
      <span className="sotto-voice-time">{formatDuration(durationMs)}</span>
    </>
  );
}
