import { toHex } from '../../primitives/bytes.ts';
import { CryptoError } from '../../primitives/crypto-error.ts';
import type { Sender } from '../framing/framed-content.ts';
import type { PendingProposals } from '../state/group-state.ts';
import type { ProposalOrRef } from '../structures/commit.ts';
import type { SentProposal } from './proposal-list.ts';

/** The proposals a commit names, each with who made it. @throws CryptoError `unknown-proposal`. */
export function resolveProposals(
  entries: readonly ProposalOrRef[],
  committer: Sender,
  pending: PendingProposals,
): SentProposal[] {
  return entries.map((entry) => {
    if (entry.kind === 'proposal') return { proposal: entry.proposal, sender: committer, byReference: false };
    const { content } = pending.get(toHex(entry.reference)) ?? {};
    if (content?.body.kind !== 'proposal')
      throw new CryptoError('unknown-proposal', 'the commit names a proposal that never came');
    return { proposal: content.body.proposal, sender: content.sender, byReference: true };
  });
}
