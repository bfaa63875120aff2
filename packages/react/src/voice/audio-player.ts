import type { ConversationId, FilePart, SottoClient } from '@sotto/client';
import { markDuration } from './mark-duration.ts';
import { playingSignal } from './playing-signal.ts';

/** What is played, whoever shows it: it goes on while one looks at something else. */
export type Track = {
  readonly file: FilePart;
  readonly conversationId: ConversationId | null;
  /** Who sent it, as it is shown. */
  readonly title: string;
};

export type PlayerState = {
  readonly track: Track | null;
  readonly status: 'stopped' | 'opening' | 'playing' | 'paused' | 'failed';
  readonly positionMs: number;
  readonly durationMs: number;
  readonly rate: number;
};

export type AudioPlayer = {
  readonly current: PlayerState;
  subscribe(listener: () => void): () => void;
  /** Begins, or goes on with the same file; another one ends. */
  play(track: Track): void;
  pause(): void;
  seek(positionMs: number): void;
  setRate(rate: number): void;
  stop(): void;
};

export const rates: readonly number[] = [1, 1.5, 2];

const silent: PlayerState = { track: null, status: 'stopped', positionMs: 0, durationMs: 0, rate: 1 };
const perClient = new WeakMap<SottoClient, AudioPlayer>();

/** The one player of this page. */
export function audioPlayer(client: SottoClient): AudioPlayer {
  const known = perClient.get(client);
  if (known !== undefined) return known;
  const made = createAudioPlayer(client, () => new Audio(), playingSignal.set);
  perClient.set(client, made);
  return made;
}

export function createAudioPlayer(
  client: Pick<SottoClient, 'openFile'>,
  makeElement: () => HTMLAudioElement,
  onPlaying: (playing: boolean) => void = () => {},
): AudioPlayer {
  const listeners = new Set<() => void>();
  let state = silent;
  let element: HTMLAudioElement | null = null;
  let url: string | null = null;

  function set(change: Partial<PlayerState>): void {
    state = { ...state, ...change };
    onPlaying(state.track !== null && state.status !== 'failed');
    for (const listener of [...listeners]) listener();
  }

  function release(): void {
    element?.pause();
    element?.removeAttribute('src');
    element = null;
    if (url !== null) URL.revokeObjectURL(url);
    url = null;
  }

  async function begin(track: Track): Promise<void> {
    release();
    set({ track, status: 'opening', positionMs: 0, durationMs: track.file.durationMs ?? 0 });
    const isCurrent = () => state.track?.file.fileId === track.file.fileId;
    try {
      const opened = await client.openFile(track.file.fileId);
      if (!isCurrent()) return;
      if (opened.show !== 'audio' && opened.show !== 'voice') throw new TypeError('no sound');
      url = URL.createObjectURL(
        new Blob([opened.bytes as Uint8Array<ArrayBuffer>], { type: opened.mediaType }),
      );
      const audio = makeElement();
      element = audio;
      attend(audio);
      audio.src = url;
      await markDuration(audio);
      if (element !== audio) return;
      if (Number.isFinite(audio.duration)) set({ durationMs: audio.duration * 1000 });
      audio.playbackRate = state.rate;
      audio.currentTime = state.positionMs / 1000;
      await audio.play();
    } catch {
      if (!isCurrent()) return;
      release();
      set({ status: 'failed' });
    }
  }

  function attend(audio: HTMLAudioElement): void {
    const on = (event: string, work: () => void) =>
      audio.addEventListener(event, () => {
        if (element === audio) work();
      });
    on('play', () => set({ status: 'playing' }));
    on('pause', () => {
      if (state.status === 'playing') set({ status: 'paused' });
    });
    on('timeupdate', () => {
      if (state.status === 'playing') set({ positionMs: audio.currentTime * 1000 });
    });
    on('ended', () => {
      release();
      set({ ...silent, rate: state.rate });
    });
  }

  return {
    get current() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    play(track) {
      if (state.track?.file.fileId === track.file.fileId && element !== null) {
        element.play().catch(() => set({ status: 'failed' }));
        return;
      }
      void begin(track);
    },
    pause() {
      element?.pause();
    },
    seek(positionMs) {
      const within = Math.min(Math.max(0, positionMs), state.durationMs);
      if (element !== null) element.currentTime = within / 1000;
      set({ positionMs: within });
    },
    setRate(rate) {
      if (element !== null) element.playbackRate = rate;
      set({ rate });
    },
    stop() {
      release();
      set({ ...silent, rate: state.rate });
    },
  };
}
