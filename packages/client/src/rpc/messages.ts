import type { ConversationId } from '@sotto/protocol';
import type { Timeline } from '../api/conversation.ts';
import type { GroupDetails } from '../api/group.ts';
import type { ClientErrorCode } from '../client-error.ts';
import type { ActionName, QueryName } from './actions.ts';

/** Live windows into one conversation, each opened and closed by itself. */
export type ViewName = 'timeline' | 'group-details';
export type ViewValue = Timeline | GroupDetails | null;

/** From an interface to the engine. Both ends are one build of one application. */
export type Request =
  /** Show me everything. */
  | { readonly kind: 'hello' }
  | {
      readonly kind: 'call';
      readonly id: string;
      readonly action: ActionName;
      readonly args: readonly unknown[];
    }
  | {
      readonly kind: 'open-view';
      readonly id: string;
      readonly view: ViewName;
      readonly conversationId: ConversationId;
      readonly threadId: string | null;
    }
  | {
      readonly kind: 'move-timeline';
      readonly id: string;
      readonly timeline: string;
      readonly to: 'older' | 'newer' | 'latest' | 'message';
      readonly messageId: string | null;
    }
  | { readonly kind: 'close-view'; readonly id: string };

/** From the engine to an interface. */
export type Answer =
  /** An engine begins here: whatever was asked of another one before is lost. */
  | { readonly kind: 'engine-up' }
  | { readonly kind: 'query'; readonly name: QueryName; readonly value: unknown }
  | { readonly kind: 'view'; readonly id: string; readonly value: ViewValue }
  | { readonly kind: 'result'; readonly id: string; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: string; readonly code: ClientErrorCode };

export function kindOf(message: unknown): string | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return null;
  return typeof message.kind === 'string' ? message.kind : null;
}
