import type { FilePart, OpenedFile } from '@sotto/client';
import { expect, test } from 'vitest';
import { createAudioPlayer } from './audio-player.ts';

/** As much of an audio element as the player uses; events are dispatched by the test. */
class FakeAudio extends EventTarget {
  readyState = 1;
  duration = 3;
  currentTime = 0;
  playbackRate = 1;
  src = '';
  playing = false;
  async play() {
    this.playing = true;
    this.dispatchEvent(new Event('play'));
  }
  pause() {
    this.playing = false;
    this.dispatchEvent(new Event('pause'));
  }
  removeAttribute() {
    this.src = '';
  }
}

const file = (fileId: string) => ({ fileId, durationMs: 2000, show: 'voice' }) as FilePart;
const track = (fileId: string) => ({ file: file(fileId), conversationId: null, title: 'Ben' });

function playerWith(opened: Partial<OpenedFile> = {}) {
  const elements: FakeAudio[] = [];
  const client = {
    openFile: async () => ({
      bytes: new Uint8Array(4),
      mediaType: 'audio/webm',
      show: 'voice' as const,
      ...opened,
    }),
  };
  const player = createAudioPlayer(client, () => {
    const element = new FakeAudio();
    elements.push(element);
    return element as unknown as HTMLAudioElement;
  });
  return { player, elements };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('plays, pauses, goes on, ends', async () => {
  const { player, elements } = playerWith();
  player.play(track('a'));
  expect(player.current.status).toBe('opening');
  await settled();
  expect(player.current).toMatchObject({ status: 'playing', durationMs: 3000 });
  player.pause();
  expect(player.current.status).toBe('paused');
  player.play(track('a'));
  expect(player.current.status).toBe('playing');
  expect(elements).toHaveLength(1);
  elements[0]?.dispatchEvent(new Event('ended'));
  expect(player.current).toMatchObject({ track: null, status: 'stopped' });
});

test('another one ends the first; the speed stays', async () => {
  const { player, elements } = playerWith();
  player.setRate(1.5);
  player.play(track('a'));
  await settled();
  player.play(track('b'));
  await settled();
  expect(elements.map(({ playing }) => playing)).toEqual([false, true]);
  expect(elements[1]?.playbackRate).toBe(1.5);
  expect(player.current.track?.file.fileId).toBe('b');
});

test('what is no sound is not played, whatever its sender called it', async () => {
  const { player, elements } = playerWith({ show: 'file' });
  player.play(track('a'));
  await settled();
  expect(player.current.status).toBe('failed');
  expect(elements).toHaveLength(0);
});

test('a place beyond the end is the end', async () => {
  const { player, elements } = playerWith();
  player.play(track('a'));
  await settled();
  player.seek(99_000);
  expect(elements[0]?.currentTime).toBe(3);
});
