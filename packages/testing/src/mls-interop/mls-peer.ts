/** The suites that more than one implementation knows: X25519 with AES or ChaCha20, and X-Wing. */
export type Suite = 0x0001 | 0x0003 | 0x004d;

/** An extension of the group context, its data encoded. */
export type ContextExtension = { readonly type: number; readonly data: Uint8Array };

/** What a commit or a proposal asks for. Members are named by their credential, which is unique in a group. */
export type Change =
  | { readonly kind: 'add'; readonly keyPackage: Uint8Array }
  | { readonly kind: 'remove'; readonly credential: string }
  | { readonly kind: 'group-context'; readonly extensions: readonly ContextExtension[] }
  | { readonly kind: 'psk'; readonly id: Uint8Array }
  /** The key that every member of the present epoch derives from it. */
  | { readonly kind: 'resumption' };

/** `update` stands by reference only: a commit of one's own renews the committer's leaf anyway. */
export type ProposedChange = Change | { readonly kind: 'update' };

/** What an implementation can be asked for; what it can be sent is not limited. */
export type Ability =
  | 'add'
  | 'remove'
  /** Several kinds of change in one commit. */
  | 'mixed'
  | 'group-context'
  | 'psk'
  | 'propose'
  | 'propose-update'
  | 'external';

export type Handshakes = 'private' | 'public';

/** A commit that its maker has not adopted yet, as a delivery service sees it before it picks a winner. */
export type PendingCommit = {
  readonly commit: Uint8Array;
  readonly welcome: Uint8Array | undefined;
  /** Signed, with tree and external key, of the epoch that the commit begins; where it can be made. */
  readonly groupInfo: Uint8Array | undefined;
  /** `true` when the delivery service accepted it: the maker goes on to its epoch. `false`: it forgets it. */
  settle(won: boolean): Promise<void>;
};

export type Received =
  | { readonly kind: 'application'; readonly plaintext: Uint8Array; readonly sender: string }
  | { readonly kind: 'proposal' }
  /** `active: false`: this member was removed. */
  | { readonly kind: 'commit'; readonly active: boolean };

/** What all members of an epoch agree about; `undefined` where an implementation does not tell. */
export type GroupView = {
  readonly epoch: bigint;
  /** MLS-Exporter("exporter", "", 32): the one export that every implementation offers. */
  readonly exported: Uint8Array;
  readonly epochAuthenticator: Uint8Array | undefined;
  readonly treeHash: Uint8Array | undefined;
  /** Credentials, sorted. */
  readonly members: readonly string[];
};

/** One device in at most one group, whoever implements it. Messages are encoded `MLSMessage`s. */
export type MlsPeer = {
  readonly implementation: 'sotto' | 'openmls' | 'ts-mls';
  readonly credential: string;
  readonly abilities: ReadonlySet<Ability>;
  /** How many later messages of the same sender may overtake one before it can no longer be read. */
  readonly reordering: number;
  /** A fresh key package whose private keys this peer keeps. */
  keyPackage(): Promise<Uint8Array>;
  createGroup(groupId: Uint8Array, extensions: readonly ContextExtension[]): Promise<void>;
  join(welcome: Uint8Array): Promise<void>;
  /** With `resync`, in place of the leaf that carries this peer's credential. */
  joinExternally(groupInfo: Uint8Array, options: { resync: boolean }): Promise<PendingCommit>;
  /** Commits these changes and every proposal received or made in this epoch. */
  commit(changes: readonly Change[]): Promise<PendingCommit>;
  propose(change: ProposedChange): Promise<Uint8Array>;
  /** Throws what is refused; nothing has changed then. */
  receive(message: Uint8Array): Promise<Received>;
  encrypt(plaintext: Uint8Array): Promise<Uint8Array>;
  /** Makes an external pre-shared key known. */
  knowPsk(id: Uint8Array, secret: Uint8Array): void;
  view(): Promise<GroupView>;
  /** Credentials by leaf, blank ones undefined; where the implementation tells. */
  leaves(): readonly (string | undefined)[] | undefined;
  /** Gives back what garbage collection does not. */
  close(): void;
};
