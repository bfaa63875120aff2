import type { ConversationId, ConversationSummary } from '@sotto/client';
import type { OverlayKind } from '../overlay/overlay-state.ts';

/** What to show about a conversation when somebody asks for more. */
export function detailsOverlay(
  kind: ConversationSummary['kind'],
  conversationId: ConversationId,
): OverlayKind {
  return kind === 'group' ? { kind: 'group', conversationId } : { kind: 'details', conversationId };
}
