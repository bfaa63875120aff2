import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stubMicrophone } from '../../test/microphone.ts';
import { click, render, settle } from '../../test/render.tsx';
import { conversationId, scriptedClient } from '../../test/scripted-client.ts';
import { VoicePanel } from './voice-panel.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function panel() {
  const microphone = stubMicrophone();
  const root = await render(
    <VoicePanel
      conversationId={conversationId}
      threadId={undefined}
      wish="lock"
      onWish={() => {}}
      onEnd={() => {}}
    />,
    scriptedClient().client,
  );
  const named = (name: string) => root.querySelector(`[aria-label="${name}"]`);
  const time = () => root.querySelector('[role="timer"]')?.textContent;
  const pass = (ms: number) => settle(async () => void (await vi.advanceTimersByTimeAsync(ms)));
  await pass(0);
  return { microphone, named, time, pass };
}

test('a recording rests: nothing is heard and no time passes until it goes on', async () => {
  const { microphone, named, time, pass } = await panel();
  await pass(2100);
  expect(time()).toBe('0:02');
  await click(named('Pause recording'));
  expect(microphone.track.enabled).toBe(false);
  await pass(60_000);
  expect(time()).toBe('0:02');
  await click(named('Go on recording'));
  expect(microphone.track.enabled).toBe(true);
  await pass(3000);
  expect(time()).toBe('0:05');
});

test('what has ended stays ended, whatever is drawn in the same moment', async () => {
  const { microphone, named, pass } = await panel();
  await pass(2000);
  await click(named('Stop and listen'));
  await settle(async () => {
    microphone.stopped();
    await vi.advanceTimersByTimeAsync(500);
  });
  expect(named('Play: Your recording')).not.toBeNull();
});
