import { type ConversationId, type MessageId, uuidFromBytes } from '@sotto/protocol';
import {
  decodeContent,
  decodeSignal,
  meaningOf,
  mediaType,
  type Resend,
  StatusReport,
} from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import { takeOwnState } from '../own-state/take-own-state.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import { closeRepair, readRepair } from '../sessions/repair-table.ts';
import type { Changes } from '../store/changes.ts';
import { removeItem } from './item-table.ts';
import { keepContent } from './kept-contents.ts';
import type { Liveness } from './liveness.ts';
import { messageIdOf } from './message-id.ts';
import { takeContent } from './take-content.ts';
import { takeStatusReport } from './take-status-report.ts';

/**
 * Takes the answer to a request of this device, and nothing else (REQ-I6): an open repair of a message of
 * that person, and content whose hash is the name of that message. Nothing at all means that there was
 * nothing to show.
 */
export function takeResend(
  changes: Changes,
  context: Pick<DeviceContext, 'self' | 'platform'> & { readonly liveness: Liveness },
  answer: DecryptedMessage,
  [id, bytes]: Resend,
): boolean {
  const messageId = uuidFromBytes(id) as MessageId;
  const repair = readRepair(changes, messageId);
  // Several devices may have answered, or the first answer came while the second was under way.
  if (repair === null) return true;
  if (repair.senderId !== answer.senderId) return false;
  if (bytes.length === 0) {
    closeRepair(changes, messageId);
    removeItem(changes, answer.conversationId, messageId);
    return true;
  }
  const decoded = decodeContent(bytes);
  if (decoded.kind === 'malformed') return false;
  const { content } = decoded;
  const conversationId = uuidFromBytes(content.conversation) as ConversationId;
  const own = answer.senderId === context.self.accountId;
  if (!own && conversationId !== answer.conversationId) return false;
  if (messageIdOf(answer.senderId, conversationId, bytes) !== messageId) return false;
  closeRepair(changes, messageId);
  const message: DecryptedMessage = {
    messageId,
    conversationId,
    senderId: answer.senderId,
    senderDeviceId: repair.senderDeviceId,
    acceptedAt: repair.acceptedAt > 0 ? repair.acceptedAt : answer.acceptedAt,
    via: 'direct',
    content,
    bytes,
  };
  const meaning = meaningOf(content);
  switch (meaning.kind) {
    case 'malformed':
      return false;
    case 'newer':
      removeItem(changes, answer.conversationId, messageId);
      keepContent(changes, message, own, meaning.shown);
      return true;
    case 'signal': {
      removeItem(changes, answer.conversationId, messageId);
      const report =
        meaning.contentType === mediaType.status && !own
          ? decodeSignal(StatusReport, meaning.content)
          : undefined;
      if (report !== undefined) takeStatusReport(changes, message, report);
      return true;
    }
    case 'own-state':
      if (own) takeOwnState(changes, context, message, meaning.entries);
      return own;
    default:
      return takeContent(changes, context, message, meaning);
  }
}
