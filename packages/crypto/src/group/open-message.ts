import { bytesEqual, toHex } from '../primitives/bytes.ts';
import { CryptoError } from '../primitives/crypto-error.ts';
import { type StagedCommit, stageCommit } from './commit/stage-commit.ts';
import { type AuthenticatedContent, proposalRef } from './framing/authenticated-content.ts';
import type { Sender } from './framing/framed-content.ts';
import { decodeMlsMessage } from './framing/mls-message.ts';
import { openPrivate, openPublic } from './framing/open-content.ts';
import type { PskSource } from './schedule/psk-secret.ts';
import type { GroupState } from './state/group-state.ts';
import type { Proposal } from './structures/proposal.ts';

/** What a message turns out to be. `state` is to be stored together with the message. */
export type OpenedMessage =
  | {
      readonly kind: 'application';
      readonly state: GroupState;
      readonly plaintext: Uint8Array;
      readonly senderLeaf: number;
      readonly authenticatedData: Uint8Array;
    }
  | {
      readonly kind: 'proposal';
      /** Remembers the proposal. */
      readonly state: GroupState;
      readonly proposal: Proposal;
      readonly sender: Sender;
      /** 32 bytes. */
      readonly reference: Uint8Array;
    }
  | { readonly kind: 'commit'; readonly staged: StagedCommit }
  /** Sent by this member: it holds the outcome already. */
  | { readonly kind: 'own' }
  /** Its key was used before: the same message again. */
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'wrong-epoch'; readonly epoch: bigint };

/**
 * Opens any message of the group (RFC 9420 sections 6, 12.4.2 and 15). Pure: when it throws, the state that was
 * passed in is still the member's state.
 *
 * @param bytes an MLSMessage. @param options.psks for commits that name pre-shared keys.
 * @throws CryptoError for everything that is not a right message of this group; never anything else.
 */
export function openMessage(
  state: GroupState,
  bytes: Uint8Array,
  options: { readonly psks?: PskSource } = {},
): OpenedMessage {
  const decoded = decodeMlsMessage(bytes);
  if (decoded.kind !== 'private' && decoded.kind !== 'public')
    throw new CryptoError('invalid-message', 'not a message of a group');
  const header = decoded.kind === 'private' ? decoded.message : decoded.message.content;
  if (!bytesEqual(header.groupId, state.groupId)) throw new CryptoError('wrong-group', 'another group');
  if (header.epoch !== state.epoch) return { kind: 'wrong-epoch', epoch: header.epoch };
  try {
    const opened =
      decoded.kind === 'private' ? openPrivate(state, decoded.message) : openPublic(state, decoded.message);
    if (opened.kind === 'own') return opened;
    return classify(opened.state, opened.message, options.psks);
  } catch (error) {
    if (error instanceof CryptoError && error.code === 'generation-consumed') return { kind: 'duplicate' };
    throw error;
  }
}

function classify(
  state: GroupState,
  message: AuthenticatedContent,
  psks: PskSource | undefined,
): OpenedMessage {
  const { body, sender, authenticatedData } = message.content;
  if (body.kind === 'commit')
    return { kind: 'commit', staged: stageCommit(state, message, body.commit, psks) };
  if (body.kind === 'proposal') {
    requireProposable(state, body.proposal, sender);
    const reference = proposalRef(message);
    const name = toHex(reference);
    if (!state.proposals.has(name) && waitingFrom(state, sender) >= pendingProposalsMax)
      throw new CryptoError('out-of-range', 'too many proposals of one sender wait');
    const proposals = new Map(state.proposals).set(name, message);
    return { kind: 'proposal', state: state.with({ proposals }), proposal: body.proposal, sender, reference };
  }
  if (sender.kind !== 'member') throw new CryptoError('invalid-message', 'application data from outside');
  return {
    kind: 'application',
    state,
    plaintext: body.data,
    senderLeaf: sender.leaf,
    authenticatedData,
  };
}

/**
 * Proposals of one sender that are remembered in an epoch: a person leaving with ten devices needs ten; what is
 * more only makes choosing among them slow for everybody who commits.
 */
const pendingProposalsMax = 16;

function waitingFrom(state: GroupState, sender: Sender): number {
  const from = JSON.stringify(sender);
  let count = 0;
  for (const { content } of state.proposals.values()) if (JSON.stringify(content.sender) === from) count++;
  return count;
}

/** What a commit could never carry out is refused when it arrives (RFC 9420 sections 12.1 and 12.2). */
function requireProposable(state: GroupState, proposal: Proposal, sender: Sender): void {
  const refuse = (what: string): never => {
    throw new CryptoError('invalid-proposal', what);
  };
  if (proposal.kind === 'external-init') refuse('an external init on its own');
  if (proposal.kind === 'update' && sender.kind !== 'member') refuse('an update by somebody outside');
  if (proposal.kind === 'remove' && state.tree.leaf(proposal.leaf) === undefined) refuse('nobody is there');
  if (
    sender.kind === 'external' &&
    !['add', 'remove', 'psk', 'reinit', 'group-context'].includes(proposal.kind)
  )
    refuse('not for somebody outside');
}
