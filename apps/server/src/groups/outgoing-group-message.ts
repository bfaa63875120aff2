import type { GroupId, MessageId } from '@sotto/protocol';
import type { MailboxActor } from '../messages/outgoing-message.ts';
import type { CheckedMessage } from './check-group-message.ts';

/** A checked message, ready to be stored. */
export type OutgoingGroupMessage = CheckedMessage & {
  readonly sender: MailboxActor;
  readonly groupId: GroupId;
  readonly messageId: MessageId;
  readonly payload: Uint8Array;
};
