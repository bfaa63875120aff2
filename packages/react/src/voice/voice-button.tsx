import type { ConversationId } from '@sotto/client';
import { Mic } from 'lucide-react';
import { lazy, type PointerEvent, Suspense, useRef, useState } from 'react';
import { voiceButtonText } from './voice-button-text.ts';
import { type VoiceWish, wishOnRelease, wishWhileHeld } from './voice-gesture.ts';

const VoicePanel = lazy(async () => ({ default: (await import('./voice-panel.tsx')).VoicePanel }));

type VoiceButtonProps = { readonly conversationId: ConversationId; readonly threadId?: string };

/** Records while it is held; pressed once, or by a key, it goes on until it is ended. */
export function VoiceButton({ conversationId, threadId }: VoiceButtonProps) {
  const [wish, setWish] = useState<VoiceWish | null>(null);
  const held = useRef<{ readonly x: number; readonly y: number; readonly at: number } | null>(null);

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0 || wish !== null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { x: event.clientX, y: event.clientY, at: performance.now() };
    setWish('hold');
  };
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    const from = held.current;
    if (from === null) return;
    const next = wishWhileHeld(
      { x: event.clientX - from.x, y: event.clientY - from.y },
      getComputedStyle(event.currentTarget).direction === 'rtl',
    );
    if (next === 'lock') held.current = null;
    setWish((now) => (now === null ? null : next));
  };
  const release = (meant: (now: VoiceWish, heldMs: number) => VoiceWish) => {
    const from = held.current;
    if (from === null) return;
    held.current = null;
    setWish((now) => (now === null ? null : meant(now, performance.now() - from.at)));
  };

  return (
    <>
      <button
        type="button"
        className="sotto-send sotto-voice-button"
        data-wish={wish ?? undefined}
        aria-label={voiceButtonText.record}
        title={voiceButtonText.recordHint}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => release(wishOnRelease)}
        // The browser took the pointer away, to ask for the microphone or to scroll: nothing is lost.
        onPointerCancel={() => release(() => 'lock')}
        onContextMenu={(event) => event.preventDefault()}
        onClick={(event) => {
          // From the keyboard, or by a program that reads the screen.
          if (event.detail === 0) setWish((now) => now ?? 'lock');
        }}
      >
        <Mic aria-hidden="true" />
      </button>
      {wish !== null && (
        <Suspense>
          <VoicePanel
            conversationId={conversationId}
            threadId={threadId}
            wish={wish}
            onWish={setWish}
            onEnd={() => setWish(null)}
          />
        </Suspense>
      )}
    </>
  );
}
