import type { ConversationSummary } from '@sotto/client';
import { useEffect } from 'react';
import { detailsOverlay } from '../conversation/details-overlay.ts';
import type { OverlayState } from '../overlay/overlay-state.ts';
import { places } from '../routing/places.ts';
import { nextConversation } from './next-conversation.ts';
import { focusNextRegion } from './next-region.ts';

type ShortcutScope = {
  readonly conversations: readonly ConversationSummary[];
  readonly openId: ConversationSummary['conversationId'] | null;
  readonly go: (place: string) => void;
  readonly overlay: OverlayState;
};

/** The keys that work anywhere. */
export function useShortcuts({ conversations, openId, go, overlay }: ShortcutScope): void {
  useEffect(() => {
    const step = (event: KeyboardEvent) => {
      const direction = event.key === 'ArrowDown' ? 1 : -1;
      const next = nextConversation(conversations, openId, direction, event.shiftKey);
      if (next !== null) go(places.conversation(next));
    };
    const actionOf = (event: KeyboardEvent): (() => void) | null => {
      const control = event.ctrlKey || event.metaKey;
      if (control && !event.altKey && !event.shiftKey) {
        if (event.key === 'k') return () => overlay.show({ kind: 'palette' });
        if (event.key === '/') return () => overlay.show({ kind: 'shortcuts' });
        if (event.key === ',') return () => go(places.settings);
      }
      if (event.altKey && !control) {
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') return () => step(event);
        if (event.code === 'KeyN') return () => overlay.show({ kind: 'new-conversation' });
        const open = conversations.find((row) => row.conversationId === openId);
        if (event.code === 'KeyI' && open !== undefined) {
          return () => overlay.show(detailsOverlay(open.kind, open.conversationId));
        }
      }
      return event.key === 'F6' ? () => focusNextRegion(event.shiftKey) : null;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      // A dialog has its own keys.
      if (event.isComposing || overlay.shown.kind !== 'none') return;
      const action = actionOf(event);
      if (action === null) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [conversations, openId, go, overlay]);
}
