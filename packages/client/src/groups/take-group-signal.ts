import { type ConversationId, uuidFromBytes } from '@sotto/protocol';
import {
  decodeSignal,
  GroupEpochs,
  GroupKey,
  GroupKeyRequest,
  GroupMissing,
  mediaType,
} from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes } from '../store/changes.ts';
import { answerMissing } from './missing-messages.ts';
import { answerKeyRequest, takeRejoinKey } from './rejoin-key-exchange.ts';
import { takeEpochs } from './share-epochs.ts';

/** What devices of a group tell each other over direct sessions. False: it is not of its form. */
export function takeGroupSignal(
  changes: Changes,
  context: Pick<DeviceContext, 'self' | 'platform'>,
  message: DecryptedMessage,
  part: { readonly contentType: string; readonly content: Uint8Array },
): boolean {
  switch (part.contentType) {
    case mediaType.groupEpochs: {
      const epochs = decodeSignal(GroupEpochs, part.content);
      if (epochs === undefined) return false;
      takeEpochs(changes, context, message, epochs);
      return true;
    }
    case mediaType.groupKeyRequest: {
      const request = decodeSignal(GroupKeyRequest, part.content);
      if (request === undefined) return false;
      answerKeyRequest(changes, context, message, groupOf(request[0]));
      return true;
    }
    case mediaType.groupKey: {
      const answer = decodeSignal(GroupKey, part.content);
      if (answer === undefined) return false;
      takeRejoinKey(changes, message, groupOf(answer[0]), answer[2]);
      return true;
    }
    default: {
      const missing = decodeSignal(GroupMissing, part.content);
      if (missing === undefined) return false;
      answerMissing(changes, context, message, groupOf(missing[0]), missing[1], missing[2]);
      return true;
    }
  }
}

function groupOf(id: Uint8Array): ConversationId {
  return uuidFromBytes(id) as ConversationId;
}
