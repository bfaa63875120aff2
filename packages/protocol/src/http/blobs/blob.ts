import { z } from 'zod';
import { base64Exactly } from '../../encoding/base64-bytes.ts';
import { AccountId, BlobId, GroupId } from '../../ids.ts';
import { blobAccountsMax } from '../../limits.ts';

/**
 * For whom a blob is kept: the people of one conversation, as far as the server knows conversations. A group is
 * whoever is in it when they ask.
 */
export const BlobAudience = z.discriminatedUnion('kind', [
  /** The caller is always among them. */
  z.strictObject({ kind: z.literal('accounts'), user_ids: z.array(AccountId).min(1).max(blobAccountsMax) }),
  z.strictObject({ kind: z.literal('group'), group_id: GroupId }),
]);
export type BlobAudience = z.infer<typeof BlobAudience>;

export const BlobParams = z.strictObject({ blob_id: BlobId });

/** SHA-256 of the capability: the server never has the capability itself until somebody shows it. */
export const CapabilityHash = base64Exactly(32);

/** Carries the capability of a blob, base64 of 32 bytes, in requests that need it. Never in an address. */
export const capabilityHeader = 'sotto-capability';
