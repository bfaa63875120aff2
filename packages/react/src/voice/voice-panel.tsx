import type { ConversationId } from '@sotto/client';
import { Mic, Pause, Send, Square, Trash2 } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { IconButton } from '../button/icon-button.tsx';
import { useClient } from '../client/use-client.ts';
import { formatDuration } from '../files/format-duration.ts';
import { audioPlayer } from './audio-player.ts';
import type { VoiceRecording } from './record-voice.ts';
import { RecordedPreview } from './recorded-preview.tsx';
import { resample } from './resample.ts';
import { voiceText } from './text.ts';
import { useVoiceRecording } from './use-voice-recording.ts';
import type { VoiceWish } from './voice-gesture.ts';
import { Waveform } from './waveform.tsx';

type VoicePanelProps = {
  readonly conversationId: ConversationId;
  readonly threadId: string | undefined;
  readonly wish: VoiceWish;
  readonly onWish: (wish: VoiceWish) => void;
  readonly onEnd: () => void;
};

const waveformValues = 64;
const shownValues = 80;
/** Less than this is a slip of the hand. */
const shortestMs = 500;

/** Over the composer while something is recorded: how long, how loud, and how it ends. */
export function VoicePanel({ conversationId, threadId, wish, onWish, onEnd }: VoicePanelProps) {
  const client = useClient();
  const { state, rest, finish } = useVoiceRecording();
  const [failed, setFailed] = useState(false);
  const panel = useRef<HTMLFieldSetElement>(null);
  const locked = wish === 'lock' || wish === 'send';
  const paused = state.kind === 'recording' && state.paused;

  // One listens to nothing while one speaks.
  useEffect(() => audioPlayer(client).pause(), [client]);

  const send = async (recording: VoiceRecording) => {
    if (recording.durationMs < shortestMs) return onEnd();
    setFailed(false);
    const { file, durationMs, loudness } = recording;
    try {
      await client.sendFiles(
        conversationId,
        [
          {
            file,
            durationMs,
            voiceNote: true,
            waveform: Uint8Array.from(resample(loudness, waveformValues)),
          },
        ],
        threadId === undefined ? {} : { threadId },
      );
      onEnd();
    } catch {
      setFailed(true);
      onWish('lock');
    }
  };
  const obey = useEffectEvent(async () => {
    if (wish === 'discard') return onEnd();
    if (wish !== 'send') return;
    const recording = await finish();
    if (recording === null) {
      // The microphone was not there yet when the hand let go: it goes on until it is ended.
      onWish('lock');
      return;
    }
    await send(recording);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something else is wanted
  useEffect(() => void obey(), [wish]);

  useEffect(() => {
    if (wish === 'lock') panel.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, [wish]);

  if (state.kind === 'refused') {
    const said = { refused: voiceText.refused, missing: voiceText.missing, failed: voiceText.failedToRecord };
    return (
      <div className="sotto-voice" role="alert">
        <span className="sotto-voice-said">{said[state.reason]}</span>
        <button type="button" className="sotto-link-button" onClick={onEnd}>
          {voiceText.close}
        </button>
      </div>
    );
  }
  return (
    <fieldset
      ref={panel}
      className="sotto-voice"
      data-held={!locked || undefined}
      aria-label={voiceText.recording}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onEnd();
      }}
    >
      {locked && <IconButton icon={Trash2} label={voiceText.discard} onClick={onEnd} />}
      {state.kind === 'done' ? (
        <RecordedPreview recording={state.recording} />
      ) : (
        <>
          <span className="sotto-voice-dot" data-paused={paused || undefined} aria-hidden="true" />
          <span className="sotto-voice-time" role="timer">
            {formatDuration(state.kind === 'recording' ? state.durationMs : 0)}
          </span>
          {locked ? (
            <span className="sotto-voice-wave">
              <Waveform
                loudness={Uint8Array.from(
                  state.kind === 'recording' ? state.loudness.slice(-shownValues) : [],
                )}
                played={1}
              />
            </span>
          ) : (
            <span className="sotto-voice-said">
              {wish === 'cancelling' ? voiceText.release : voiceText.slide}
            </span>
          )}
        </>
      )}
      {failed && (
        <span className="sotto-voice-said" role="alert">
          {voiceText.failedToSend}
        </span>
      )}
      {locked && state.kind !== 'done' && (
        <>
          <IconButton
            icon={paused ? Mic : Pause}
            label={paused ? voiceText.goOn : voiceText.rest}
            onClick={() => rest(!paused)}
          />
          <IconButton icon={Square} label={voiceText.finish} onClick={() => void finish()} />
        </>
      )}
      {locked && (
        <button
          type="button"
          className="sotto-send"
          data-first
          aria-label={voiceText.send}
          title={voiceText.send}
          onClick={() => onWish('send')}
        >
          <Send aria-hidden="true" />
        </button>
      )}
    </fieldset>
  );
}
