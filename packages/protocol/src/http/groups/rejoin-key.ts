import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { AccountId, GroupId, GroupSeq } from '../../ids.ts';
import { wrappedRejoinKeyBytesMax } from '../../limits.ts';

export const RejoinKeyParams = z.strictObject({ group_id: GroupId, user_id: AccountId });

/** The key that opens a group's GroupInfo, wrapped under one that only the account's devices can derive. */
export const RejoinKey = z.strictObject({
  /** The commit whose epoch it was exported from, 0 for the creation. */
  commit_seq: GroupSeq,
  wrapped_key: base64Bytes({ min: 1, max: wrappedRejoinKeyBytesMax }),
});
export type RejoinKey = z.infer<typeof RejoinKey>;
