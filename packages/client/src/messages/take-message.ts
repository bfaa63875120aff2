import { type ConversationId, uuidFromBytes } from '@sotto/protocol';
import {
  Activity,
  activityKind,
  decodeSignal,
  meaningOf,
  mediaType,
  ReadMarker,
  Resend,
  ResendRequest,
  StatusReport,
} from '@sotto/protocol/content';
import {
  advanceReadMarker,
  ensureConversation,
  readConversation,
} from '../conversations/conversation-table.ts';
import { directConversationId } from '../conversations/direct-conversation-id.ts';
import type { DeviceContext } from '../device-context.ts';
import { beginExpiry } from '../expiry/begin-expiry.ts';
import { missingMessage } from '../groups/missing-messages.ts';
import { takeGroupSignal } from '../groups/take-group-signal.ts';
import { takeOwnState } from '../own-state/take-own-state.ts';
import { answerResendRequest } from '../sessions/answer-resend-request.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { keepContent } from './kept-contents.ts';
import type { Liveness } from './liveness.ts';
import { readPreferences } from './preferences.ts';
import { noteLink } from './sender-order.ts';
import { ensureTalk, takeContent } from './take-content.ts';
import { takeResend } from './take-resend.ts';
import { takeStatusReport } from './take-status-report.ts';

/** What became of a message that could be read. */
export type TakenMessage =
  | { readonly kind: 'taken' }
  /** Its form, its conversation or its sender do not go together. */
  | { readonly kind: 'refused' };

const taken: TakenMessage = { kind: 'taken' };
const refused: TakenMessage = { kind: 'refused' };

type Context = Pick<DeviceContext, 'self' | 'platform' | 'vault'> & { readonly liveness: Liveness };

/** What devices tell each other, and never a whole group. */
const directOnly: ReadonlySet<string> = new Set([
  mediaType.status,
  mediaType.readMarker,
  mediaType.resendRequest,
  mediaType.resend,
  mediaType.groupEpochs,
  mediaType.groupKeyRequest,
  mediaType.groupKey,
  mediaType.groupMissing,
  mediaType.ownState,
]);

/**
 * Takes in one decrypted message, whatever kind it is. A message of another person belongs to the
 * conversation with that person and to no other; one's own devices write in all of one's conversations but
 * groups. What came through a group belongs to that group.
 */
export function takeMessage(changes: Changes, context: Context, message: DecryptedMessage): TakenMessage {
  const { self } = context;
  const own = message.senderId === self.accountId;
  const { part } = message.content;
  const isRightPlace =
    message.via === 'group' ||
    own ||
    message.conversationId === directConversationId(self.accountId, message.senderId);
  if (!isRightPlace) return refused;
  const isDirectOnly = part.kind === 'single' && directOnly.has(part.contentType);
  if (message.via === 'group' ? isDirectOnly : !isDirectOnly && isGroup(changes, message.conversationId)) {
    return refused;
  }

  const meaning = meaningOf(message.content);
  switch (meaning.kind) {
    case 'malformed':
      // It has come all the same: nobody waits for it, or asks its author for it again.
      noteLink(changes, message);
      return refused;
    case 'newer':
      if (message.via === 'direct') ensureTalk(changes, context, message);
      keepContent(changes, message, own, meaning.shown);
      return taken;
    case 'own-state':
      if (!own) return refused;
      takeOwnState(changes, context, message, meaning.entries);
      return taken;
    case 'signal':
      return takeSignal(changes, context, message, meaning);
    default:
      return takeContent(changes, context, message, meaning) ? taken : refused;
  }
}

/** What clients tell each other, and no person is shown. */
function takeSignal(
  changes: Changes,
  context: Context,
  message: DecryptedMessage,
  part: { readonly contentType: string; readonly content: Uint8Array },
): TakenMessage {
  const { self, liveness } = context;
  const own = message.senderId === self.accountId;
  switch (part.contentType) {
    case mediaType.status: {
      const report = decodeSignal(StatusReport, part.content);
      if (report === undefined || own) return refused;
      takeStatusReport(changes, message, report);
      return taken;
    }
    case mediaType.activity: {
      const activity = decodeSignal(Activity, part.content);
      if (activity === undefined || own) return refused;
      const [kind, state] = activity;
      // Reciprocal: who does not show is not shown.
      const { typingIndicators, presence } = readPreferences(changes);
      if (kind === activityKind.typing && typingIndicators) liveness.typing(message, state === 1);
      if (kind === activityKind.presence && message.via === 'group') return refused;
      if (kind === activityKind.presence && presence) liveness.presence(message, state === 1);
      return taken;
    }
    case mediaType.readMarker: {
      const marker = decodeSignal(ReadMarker, part.content);
      if (marker === undefined || !own) return refused;
      const conversationId = uuidFromBytes(marker[0]) as DecryptedMessage['conversationId'];
      ensureConversation(changes, self, conversationId, null, message.acceptedAt);
      advanceReadMarker(changes, conversationId, marker[1]);
      beginExpiry(
        changes,
        conversationId,
        null,
        marker[1],
        Math.min(message.content.sentAt, message.acceptedAt),
      );
      return taken;
    }
    case mediaType.resendRequest: {
      const request = decodeSignal(ResendRequest, part.content);
      if (request === undefined) return refused;
      answerResendRequest(changes, context, message, request);
      return taken;
    }
    case mediaType.resend: {
      const resend = decodeSignal(Resend, part.content);
      const missing = resend && missingMessage(changes, message, resend);
      if (missing) return takeMessage(changes, context, missing);
      return resend !== undefined && takeResend(changes, context, message, resend) ? taken : refused;
    }
    case mediaType.groupEpochs:
    case mediaType.groupKeyRequest:
    case mediaType.groupKey:
    case mediaType.groupMissing:
      return takeGroupSignal(changes, context, message, part) ? taken : refused;
    default:
      // `meaningOf` knows no other signals.
      return refused;
  }
}

function isGroup(reader: Reader, conversationId: ConversationId): boolean {
  return readConversation(reader, conversationId)?.kind === 'group';
}
