import { useEffect, useEffectEvent, useState } from 'react';
import {
  type RecordingRefusal,
  recordVoice,
  refusalOf,
  type VoiceRecorder,
  type VoiceRecording,
} from './record-voice.ts';

export type RecordingState =
  | { readonly kind: 'beginning' }
  | {
      readonly kind: 'recording';
      readonly durationMs: number;
      readonly loudness: readonly number[];
      readonly paused: boolean;
    }
  | { readonly kind: 'done'; readonly recording: VoiceRecording }
  | { readonly kind: 'refused'; readonly reason: RecordingRefusal };

const drawMs = 100;
/** It is offered to be listened to, rather than growing for ever in a pocket. */
const longestMs = 60 * 60_000;

/** Records for as long as the component is there; the microphone is let go with it. */
export function useVoiceRecording(): {
  state: RecordingState;
  /** Rests, or goes on. */
  rest: (paused: boolean) => void;
  finish: () => Promise<VoiceRecording | null>;
} {
  const [recorder, setRecorder] = useState<VoiceRecorder | null>(null);
  const [state, setState] = useState<RecordingState>({ kind: 'beginning' });

  useEffect(() => {
    let wanted = true;
    let made: VoiceRecorder | null = null;
    recordVoice().then(
      (begun) => {
        made = begun;
        if (wanted) setRecorder(begun);
        else begun.discard();
      },
      (error: unknown) => setState({ kind: 'refused', reason: refusalOf(error) }),
    );
    return () => {
      wanted = false;
      made?.discard();
    };
  }, []);

  const finish = async () => {
    if (state.kind === 'done') return state.recording;
    if (recorder === null) return null;
    const recording = await recorder.finish();
    setState({ kind: 'done', recording });
    return recording;
  };

  const look = useEffectEvent(() => {
    if (recorder === null || state.kind === 'done') return;
    if (recorder.durationMs > longestMs) void finish();
    else show(recorder);
  });
  // It may have ended since this was drawn, and stays so.
  const show = ({ durationMs, loudness, paused }: VoiceRecorder) =>
    setState((now) =>
      now.kind === 'done' ? now : { kind: 'recording', durationMs, loudness: [...loudness], paused },
    );
  const rest = (paused: boolean) => {
    if (recorder === null || state.kind === 'done') return;
    if (paused) recorder.pause();
    else recorder.resume();
    show(recorder);
  };
  useEffect(() => {
    if (recorder === null) return;
    const timer = setInterval(look, drawMs);
    return () => clearInterval(timer);
  }, [recorder]);

  return { state, rest, finish };
}
