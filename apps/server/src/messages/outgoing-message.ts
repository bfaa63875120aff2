import type { MessageId } from '@sotto/protocol';
import type { Actor } from '../db/actor.ts';
import type { AccountMailboxes } from './mailbox-directory.ts';

/** The device that sends, reads or acknowledges: its row number, and who it is by its access token. */
export type MailboxActor = Pick<Actor, 'accountId' | 'deviceId'> & { readonly devicePk: number };

/** A checked submission, ready to be stored. */
export type OutgoingMessage = {
  readonly sender: MailboxActor;
  readonly messageId: MessageId;
  /** The sender's account and the other one, if there is one: whose device lists it was checked against. */
  readonly own: AccountMailboxes;
  readonly other: AccountMailboxes | undefined;
  readonly envelopes: readonly OutgoingEnvelope[];
};

export type OutgoingEnvelope = { readonly devicePk: number; readonly ciphertext: Uint8Array };
