import { z } from 'zod';

/** Some platforms write UUIDs in capitals: they name the same. */
const uuid = z.uuid().toLowerCase();

/** A person's account: the `user_id` of every path. Made by the server. */
export const AccountId = uuid.brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

/** One device of an account, named by the client; never used again once it is removed. */
export const DeviceId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;

/**
 * One message, named by the client that wrote it: a version 8 UUID over the hash of its content
 * (`messageIdOf`), so that a copy under another name is recognised. Repeating a submission under the
 * same id is safe.
 */
export const MessageId = uuid.brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** A conversation. The server never sees it: for two people it is derived from their account ids. */
export const ConversationId = uuid.brand<'ConversationId'>();
export type ConversationId = z.infer<typeof ConversationId>;

/** A group: its conversation id and, as 16 bytes, its MLS `group_id`. Made by its creator. */
export const GroupId = uuid.brand<'GroupId'>();
export type GroupId = z.infer<typeof GroupId>;

/** One commit, named by the client that made it: repeating a submission under the same id is safe. */
export const CommitId = uuid.brand<'CommitId'>();
export type CommitId = z.infer<typeof CommitId>;

/**
 * A position in a group's log. Starts at 1, grows by one an event, becomes visible in order: a reader that
 * has seen N never later finds N-1. 0 is before the first.
 */
export const GroupSeq = z.int().min(0).brand<'GroupSeq'>();
export type GroupSeq = z.infer<typeof GroupSeq>;

/** The MLS epoch of a group; 0 when it is made. */
export const Epoch = z.int().min(0).brand<'Epoch'>();
export type Epoch = z.infer<typeof Epoch>;

/** An encrypted file at the server; its 16 bytes are the file id that its encryption is bound to. Made by the client. */
export const BlobId = uuid.brand<'BlobId'>();
export type BlobId = z.infer<typeof BlobId>;

/** One signed-in device: what a refresh token belongs to and what can be revoked. */
export const SessionId = uuid.brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;

export const InviteId = uuid.brand<'InviteId'>();
export type InviteId = z.infer<typeof InviteId>;

/** Names one request, so that repeating it after a lost answer gives the same answer. */
export const RequestId = uuid.brand<'RequestId'>();
export type RequestId = z.infer<typeof RequestId>;

/**
 * A position in one device's mailbox. Starts at 1, grows by one a message, becomes visible in order:
 * a reader that has seen N never later finds N-1.
 */
export const MailboxCursor = z.int().min(0).brand<'MailboxCursor'>();
export type MailboxCursor = z.infer<typeof MailboxCursor>;

/** What the database calls itself since it was made or restored; a change means counters may repeat. */
export const Incarnation = uuid.brand<'Incarnation'>();
export type Incarnation = z.infer<typeof Incarnation>;
