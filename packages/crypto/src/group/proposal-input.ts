import type { Random } from '../primitives/random.ts';
import { requireKeyPackage } from './key-packages.ts';
import type { Extension } from './structures/extension.ts';
import type { PskName } from './structures/pre-shared-key-id.ts';
import type { Proposal } from './structures/proposal.ts';
import { hashBytes } from './suite/cipher-suite.ts';

/** A change to propose or commit, in the caller's terms. */
export type ProposalInput =
  | { readonly kind: 'add' /** An MLSMessage. */; readonly keyPackage: Uint8Array }
  | { readonly kind: 'remove'; readonly leaf: number }
  | { readonly kind: 'group-context'; readonly extensions: readonly Extension[] }
  | { readonly kind: 'psk'; readonly psk: PskName }
  | Extract<Proposal, { kind: 'reinit' }>;

/** The proposal of an input. @throws CryptoError `invalid-key-package`, `bad-encoding`. */
export function proposalFrom(input: ProposalInput, random: Random): Proposal {
  if (input.kind === 'add') return { kind: 'add', keyPackage: requireKeyPackage(input.keyPackage) };
  if (input.kind === 'psk') return { kind: 'psk', psk: { ...input.psk, nonce: random(hashBytes).slice() } };
  return input;
}
