import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { CommitId, DeviceId, GroupSeq } from '../../ids.ts';
import {
  groupChangesMax,
  groupCommitBytesMax,
  groupInfoBytesMax,
  groupWelcomeBytesMax,
} from '../../limits.ts';
import { GroupDevice } from './group-params.ts';

/**
 * A commit. It is taken when its epoch is the group's, one an epoch; the group's epoch is then one more.
 *
 * A PrivateMessage, except an external commit: a PublicMessage of a new member, by a device whose account has
 * another device in the group or that was in it itself. That names exactly itself as `added`, and nobody as
 * `removed`.
 */
export const GroupCommit = z.strictObject({
  /** The sending device, as the session knows it. */
  device_id: DeviceId,
  commit_id: CommitId,
  /** The newest number of the log this device has processed: where the answer to a stale epoch begins. */
  after: GroupSeq,
  commit: base64Bytes({ min: 1, max: groupCommitBytesMax }),
  /**
   * Which devices the log is for from now on; the server cannot see inside the commit. A device added reads
   * what comes after this commit, a device removed what comes up to it. Removals come first.
   */
  added: z.array(GroupDevice).max(groupChangesMax),
  removed: z.array(GroupDevice).max(groupChangesMax),
  /** For the devices added; without it nobody can be, but who joins by an external commit or is put back. */
  welcome: base64Bytes({ min: 1, max: groupWelcomeBytesMax }).optional(),
  /** GroupInfo of the new epoch, sealed by the client: what a device of a member that lost its state joins from. */
  group_info: base64Bytes({ min: 1, max: groupInfoBytesMax }),
  /**
   * Goes on from the epoch this device is in, whatever the group's is, because every commit since is one that
   * all members refuse: the number of the newest of them, which must be the newest commit of the log. What those
   * changed in the routing set is to be put right by `added` and `removed`: a device that one of them removed
   * is put back where it was, and needs no Welcome. A device removed by that newest commit may refuse it itself,
   * once.
   */
  refuses: GroupSeq.optional(),
});
export type GroupCommit = z.infer<typeof GroupCommit>;
