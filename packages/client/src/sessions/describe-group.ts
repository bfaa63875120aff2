import {
  confirmedTranscript,
  epochAuthenticator,
  exportSecret,
  type GroupState,
  members,
} from '@sotto/crypto/group';
import { concatBytes, sha256, utf8 } from '@sotto/crypto/primitives';
import { epochDigestBytes, type GroupContextContent } from '@sotto/protocol/content';
import type { Leaf } from '../groups/leaf.ts';
import { readContext } from './group-extensions.ts';
import { leafOf } from './group-leaves.ts';

/** What an epoch of a group is, for everything outside the cryptography. */
export type GroupDescription = {
  readonly suite: number;
  readonly epoch: number;
  /** This device's own leaf index. */
  readonly ownLeaf: number;
  readonly leaves: readonly (Leaf | null)[];
  /** `null`: this version cannot read it. */
  readonly context: GroupContextContent | null;
  /** Equal on all devices that hold this epoch, known to nobody else (REQ-G5). */
  readonly digest: Uint8Array;
  readonly transcript: Uint8Array;
};

const digestLabel = utf8('sotto/group-epoch/1');
const rejoinKeyLabel = 'sotto rejoin key';

/** An epoch is described once; what moves within it are ratchets. */
const descriptions = new WeakMap<GroupState['context'], GroupDescription>();

export function describeGroup(state: GroupState): GroupDescription {
  const known = descriptions.get(state.context);
  if (known !== undefined) return known;
  const description: GroupDescription = {
    suite: state.suite.id,
    epoch: Number(state.epoch),
    ownLeaf: state.ownLeaf,
    leaves: members(state).map(leafOf),
    context: readContext(state.context.extensions),
    digest: sha256(concatBytes(digestLabel, epochAuthenticator(state))).slice(0, epochDigestBytes),
    transcript: transcriptDigest(confirmedTranscript(state)),
  };
  descriptions.set(state.context, description);
  return description;
}

/** What every message carries in its authenticated data: a digest of all commits so far (REQ-G5). */
export function transcriptDigest(transcript: Uint8Array): Uint8Array {
  return sha256(transcript).slice(0, epochDigestBytes);
}

/** The key that opens the GroupInfo at the server from this epoch on: 32 bytes, of no use to those before. */
export function exportRejoinKey(state: GroupState): Uint8Array {
  return exportSecret(state, rejoinKeyLabel, state.groupId, 32);
}
