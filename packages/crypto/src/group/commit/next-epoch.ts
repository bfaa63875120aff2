import type { AuthenticatedContent } from '../framing/authenticated-content.ts';
import { epochSecret, joinerSecret } from '../schedule/key-schedule.ts';
import { confirmedTranscriptHash } from '../schedule/transcript-hash.ts';
import { enterEpoch } from '../state/enter-epoch.ts';
import type { GroupState, GroupStateFields } from '../state/group-state.ts';
import { type GroupContext, type GroupContextContent, groupContext } from '../structures/group-context.ts';
import type { RatchetTree } from '../tree/ratchet-tree.ts';

type Ending = {
  /** Of the epoch that ends, and what it hashed. */
  readonly context: GroupContextContent;
  readonly interimTranscriptHash: Uint8Array;
};

/** The context that path secrets are sealed under: the next epoch's without the commit itself (RFC 9420 section 7.6). */
export function provisionalContext(
  ending: GroupContextContent,
  tree: RatchetTree,
  extensions: GroupContextContent['extensions'],
): GroupContext {
  return groupContext({ ...ending, epoch: ending.epoch + 1n, treeHash: tree.treeHash(), extensions });
}

type Commit = Pick<AuthenticatedContent, 'wireFormat' | 'content' | 'signature'>;

/** What a commit leads to: the next state of this member, and the joiner secret for those it adds. */
export function nextEpoch(
  ending: Ending,
  provisional: GroupContext,
  commit: Commit,
  keys: {
    /** init_secret of the epoch that ends, or of the external init. */
    readonly init: Uint8Array;
    readonly commitSecret: Uint8Array;
    readonly pskSecret: Uint8Array;
  },
  member: Pick<
    GroupStateFields,
    'suite' | 'tree' | 'ownLeaf' | 'signaturePrivateKey' | 'privateKeys' | 'resumptions'
  >,
): { readonly state: GroupState; readonly joiner: Uint8Array } {
  const confirmed = confirmedTranscriptHash(ending.interimTranscriptHash, commit);
  const context = groupContext({ ...provisional, confirmedTranscriptHash: confirmed });
  const joiner = joinerSecret(keys.init, keys.commitSecret, context);
  const secret = epochSecret(joiner, keys.pskSecret, context);
  return { joiner, state: enterEpoch({ ...member, context, epochSecret: secret }) };
}
