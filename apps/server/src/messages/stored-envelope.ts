import type { AccountId, DeviceId, MessageId } from '@sotto/protocol';

/** An envelope as it lies in a mailbox. */
export type StoredEnvelope = {
  readonly seq: number;
  readonly messageId: MessageId;
  readonly senderAccount: AccountId;
  readonly senderDevice: DeviceId;
  /** Unix milliseconds. */
  readonly acceptedAt: number;
  readonly ciphertext: Uint8Array;
};
