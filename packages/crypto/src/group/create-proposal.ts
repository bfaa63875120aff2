import { toHex } from '../primitives/bytes.ts';
import type { Random } from '../primitives/random.ts';
import { renewedLeaf } from './commit/own-leaf.ts';
import { type MessageFormat, proposalRef, wireFormats } from './framing/authenticated-content.ts';
import { ownContent, sealContent, signOwnContent } from './framing/seal-content.ts';
import { type ProposalInput, proposalFrom } from './proposal-input.ts';
import type { GroupState } from './state/group-state.ts';
import type { Proposal } from './structures/proposal.ts';

/**
 * A proposal sent on its own (RFC 9420 section 12.1), which some member's next commit carries out. `update`
 * gives this member's leaf a fresh key.
 *
 * @returns the state that knows it, the MLSMessage, and its reference (32 bytes).
 */
export function createProposal(
  state: GroupState,
  input: ProposalInput | { readonly kind: 'update' },
  options: {
    readonly authenticatedData?: Uint8Array;
    readonly wireFormat?: MessageFormat;
    readonly random: Random;
  },
): { readonly state: GroupState; readonly message: Uint8Array; readonly reference: Uint8Array } {
  const { random } = options;
  const keys = input.kind === 'update' ? state.suite.kem.deriveKeyPair(random(32)) : undefined;
  const proposal: Proposal =
    input.kind === 'update'
      ? { kind: 'update', leafNode: renewedLeaf(state, keys?.publicKey as Uint8Array, { kind: 'update' }) }
      : proposalFrom(input, random);
  const content = ownContent(
    state,
    { kind: 'proposal', proposal },
    options.authenticatedData ?? new Uint8Array(),
  );
  const message = {
    ...signOwnContent(state, options.wireFormat ?? wireFormats.private, content),
    confirmationTag: undefined,
  };
  const reference = proposalRef(message);
  const sealed = sealContent(state, message, random);
  const name = toHex(reference);
  return {
    message: sealed.message,
    reference,
    state: sealed.state.with({
      proposals: new Map(state.proposals).set(name, message),
      updates: keys === undefined ? state.updates : new Map(state.updates).set(name, keys.privateKey),
    }),
  };
}
