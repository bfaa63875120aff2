import type { AuthenticatedContent } from '../framing/authenticated-content.ts';
import type { SecretTree } from '../ratchets/secret-tree.ts';
import type { EpochSecrets } from '../schedule/key-schedule.ts';
import type { GroupContext } from '../structures/group-context.ts';
import type { CipherSuite } from '../suite/cipher-suite.ts';
import type { RatchetTree } from '../tree/ratchet-tree.ts';

/** A proposal that came on its own and waits for a commit, by the hexadecimal of its reference. */
export type PendingProposals = ReadonlyMap<string, AuthenticatedContent>;

export type GroupStateFields = {
  readonly suite: CipherSuite;
  readonly context: GroupContext;
  readonly tree: RatchetTree;
  /** This member's leaf index. */
  readonly ownLeaf: number;
  /** Ed25519 seed of the own leaf, 32 bytes. */
  readonly signaturePrivateKey: Uint8Array;
  /** HPKE private keys by node index: the own leaf's, and those of nodes above it that are known. */
  readonly privateKeys: ReadonlyMap<number, Uint8Array>;
  readonly secrets: EpochSecrets;
  readonly secretTree: SecretTree;
  /** 32 bytes. */
  readonly confirmationTag: Uint8Array;
  /** 32 bytes. */
  readonly interimTranscriptHash: Uint8Array;
  readonly proposals: PendingProposals;
  /** Private keys of own update proposals that wait, by the same names. */
  readonly updates: ReadonlyMap<string, Uint8Array>;
  /** Resumption keys of the newest epochs, newest last, at most `resumptionEpochsMax`. */
  readonly resumptions: readonly { readonly epoch: bigint; readonly psk: Uint8Array }[];
};

/** Epochs of which the resumption key is kept, so that later commits may refer to them. */
export const resumptionEpochsMax = 16;

/**
 * One member's view of a group in one epoch. Immutable: every operation returns the next state and leaves this
 * one as it is, so what is refused changes nothing, and a caller stores the next state before it uses the
 * output. Shows nothing of itself in logs.
 */
export class GroupState implements GroupStateFields {
  readonly suite: CipherSuite;
  readonly context: GroupContext;
  readonly tree: RatchetTree;
  readonly ownLeaf: number;
  readonly signaturePrivateKey: Uint8Array;
  readonly privateKeys: ReadonlyMap<number, Uint8Array>;
  readonly secrets: EpochSecrets;
  readonly secretTree: SecretTree;
  readonly confirmationTag: Uint8Array;
  readonly interimTranscriptHash: Uint8Array;
  readonly proposals: PendingProposals;
  readonly updates: ReadonlyMap<string, Uint8Array>;
  readonly resumptions: GroupStateFields['resumptions'];

  constructor(fields: GroupStateFields) {
    this.suite = fields.suite;
    this.context = fields.context;
    this.tree = fields.tree;
    this.ownLeaf = fields.ownLeaf;
    this.signaturePrivateKey = fields.signaturePrivateKey;
    this.privateKeys = fields.privateKeys;
    this.secrets = fields.secrets;
    this.secretTree = fields.secretTree;
    this.confirmationTag = fields.confirmationTag;
    this.interimTranscriptHash = fields.interimTranscriptHash;
    this.proposals = fields.proposals;
    this.updates = fields.updates;
    this.resumptions = fields.resumptions;
  }

  get groupId(): Uint8Array {
    return this.context.groupId;
  }

  get epoch(): bigint {
    return this.context.epoch;
  }

  /** The same with some fields replaced. */
  with(change: Partial<GroupStateFields>): GroupState {
    return new GroupState({ ...this, ...change });
  }

  toJSON(): string {
    return `GroupState(epoch ${this.epoch})`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toJSON();
  }
}
