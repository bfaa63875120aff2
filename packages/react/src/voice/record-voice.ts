import { stopwatch } from './stopwatch.ts';

/** What was recorded. */
export type VoiceRecording = {
  readonly file: File;
  readonly durationMs: number;
  /** Loudness from beginning to end, 0 to 255. */
  readonly loudness: readonly number[];
};

export type VoiceRecorder = {
  /** So far. */
  readonly durationMs: number;
  readonly loudness: readonly number[];
  readonly paused: boolean;
  /** The microphone hears nothing until it goes on. */
  pause(): void;
  resume(): void;
  finish(): Promise<VoiceRecording>;
  /** Lets go of the microphone; nothing stays. */
  discard(): void;
};

export type RecordingRefusal = 'refused' | 'missing' | 'failed';

/** What browsers record, the first that this one can; all are played everywhere. */
const formats = [
  { mediaType: 'audio/webm;codecs=opus', name: 'voice-message.weba' },
  { mediaType: 'audio/mp4', name: 'voice-message.m4a' },
  { mediaType: 'audio/ogg;codecs=opus', name: 'voice-message.ogg' },
] as const;
const bitsPerSecond = 32_000;
const measureMs = 50;

/**
 * Begins to record the microphone.
 *
 * @throws what `refusalOf` can say in words.
 */
export async function recordVoice(): Promise<VoiceRecorder> {
  const format = formats.find(({ mediaType }) => MediaRecorder.isTypeSupported(mediaType));
  if (format === undefined) throw new TypeError('this browser records nothing that is played everywhere');
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
  });
  const recorder = new MediaRecorder(stream, {
    mimeType: format.mediaType,
    audioBitsPerSecond: bitsPerSecond,
  });
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const ended = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
  });
  const watch = stopwatch(() => performance.now());
  const meter = loudnessOf(stream, watch);
  recorder.start(1000);

  function hear(on: boolean): void {
    for (const track of stream.getTracks()) track.enabled = on;
  }

  function end(): void {
    watch.stop();
    meter.stop();
    if (recorder.state !== 'inactive') recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  }

  return {
    get durationMs() {
      return watch.elapsedMs;
    },
    loudness: meter.loudness,
    get paused() {
      return !watch.running;
    },
    pause() {
      if (recorder.state !== 'recording') return;
      watch.stop();
      recorder.pause();
      hear(false);
    },
    resume() {
      if (recorder.state !== 'paused') return;
      hear(true);
      recorder.resume();
      watch.start();
    },
    async finish() {
      end();
      await ended;
      const type = format.mediaType.split(';', 1)[0] ?? '';
      const file = new File(pieces, format.name, { type });
      return { file, durationMs: watch.elapsedMs, loudness: meter.loudness };
    },
    discard: end,
  };
}

/** Why there is no recording, as far as the browser says. */
export function refusalOf(error: unknown): RecordingRefusal {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
}

/** Measures while it is recorded, so that nobody has to decode it afterwards. */
function loudnessOf(
  stream: MediaStream,
  watch: { readonly running: boolean },
): { readonly loudness: readonly number[]; stop(): void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const loudness: number[] = [];
  const timer = setInterval(() => {
    if (!watch.running) return;
    analyser.getFloatTimeDomainData(samples);
    loudness.push(loudnessOfSamples(samples));
  }, measureMs);
  return {
    loudness,
    stop() {
      clearInterval(timer);
      void context.close().catch(() => {});
    },
  };
}

/** From silence (0) to as loud as it gets (255), on the scale of ears. */
export function loudnessOfSamples(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
  const decibels = 10 * Math.log10(power + 1e-12);
  const quietest = -55;
  return Math.round(255 * Math.min(1, Math.max(0, (decibels - quietest) / -quietest)));
}
