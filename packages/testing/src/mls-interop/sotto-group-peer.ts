import {
  createCommit,
  createGroup,
  createProposal,
  encryptMessage,
  epochAuthenticator,
  exportGroupInfo,
  exportSecret,
  extensionTypes,
  type GroupState,
  generateKeyPackage,
  type HeldKeyPackage,
  joinExternally,
  joinFromWelcome,
  members,
  openMessage,
  type ProposalInput,
  readGroupInfoSummary,
  supportedSuites,
} from '@sotto/crypto/group';
import { ed25519KeyPair } from '@sotto/crypto/primitives';
import { type Seeded, seeded } from '../seeded.ts';
import { groupRecords } from './group-records.ts';
import type { Change, Handshakes, MlsPeer, PendingCommit, Suite } from './mls-peer.ts';
import { userId } from './user-id.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();
const day = 86_400n;
const none = new Uint8Array();
/** As our clients say it, with the certificates that groups of Wire's require their members to support. */
const capabilities = {
  versions: [1],
  cipherSuites: supportedSuites,
  extensions: [extensionTypes.lastResort, extensionTypes.sottoGroup, extensionTypes.sottoRejoinKey],
  proposals: [],
  credentials: [1, 2],
};

/** A device that runs our own groups. Its keys come from `choice`, so that a seed repeats it byte for byte. */
export function sottoGroupPeer(
  suite: Suite,
  choice: Seeded,
  options: { handshakes?: Handshakes /** In a group already. */; state?: GroupState } = {},
): MlsPeer & { readonly state: () => GroupState } {
  const own = seeded(choice.below(2 ** 32));
  const random = (length: number) => own.bytes(length);
  const credential = `${userId(own)}:1@sotto.test`;
  const { seed, publicKey } = ed25519KeyPair(random(32));
  const identity = {
    credential: utf8.encode(credential),
    signaturePrivateKey: seed,
    signaturePublicKey: publicKey,
  };
  const now = BigInt(Math.floor(Date.now() / 1000));
  const lifetime = { notBefore: now - day, notAfter: now + 60n * day };
  const wireFormat = options.handshakes === 'public' ? 1 : 2;
  const secrets = new Map<string, Uint8Array>();
  const psks = (name: { kind: string; id?: Uint8Array }) => secrets.get(hex(name.id ?? none));
  const held: HeldKeyPackage[] = [];
  const store = groupRecords();
  if (options.state !== undefined) store.adopt(options.state);

  const inGroup = (): GroupState => store.state();
  /** Keeps a state as a client does; now and then the records are all that is left of it. */
  const adopt = (next: GroupState) => {
    store.adopt(next);
    if (own.below(8) === 0) store.reload();
  };

  const input = (change: Change): ProposalInput => {
    switch (change.kind) {
      case 'remove': {
        const wanted = members(inGroup()).find(
          (member) => text.decode(member.credential) === change.credential,
        );
        if (wanted === undefined) throw new Error('no such member');
        return { kind: 'remove', leaf: wanted.leaf };
      }
      case 'psk':
        return { kind: 'psk', psk: { kind: 'external', id: change.id } };
      case 'resumption': {
        const { groupId, epoch } = inGroup();
        return { kind: 'psk', psk: { kind: 'resumption', usage: 'application', groupId, epoch } };
      }
      default:
        return change;
    }
  };

  const pending = (next: GroupState, commit: Uint8Array, welcome: Uint8Array | undefined): PendingCommit => ({
    commit,
    welcome,
    groupInfo: exportGroupInfo(next),
    settle: async (won) => {
      if (won) adopt(next);
    },
  });

  return {
    implementation: 'sotto',
    credential,
    abilities: new Set([
      'add',
      'remove',
      'mixed',
      'group-context',
      'psk',
      'propose',
      'propose-update',
      'external',
    ]),
    reordering: 200,
    state: inGroup,
    async keyPackage() {
      const made = generateKeyPackage({ suite, identity, lifetime, capabilities, random });
      held.push(made);
      return made.keyPackage;
    },
    async createGroup(groupId, extensions) {
      adopt(createGroup({ suite, groupId, identity, lifetime, capabilities, extensions, random }));
    },
    async join(welcome) {
      adopt(joinFromWelcome({ welcome, keyPackages: held, signaturePrivateKey: seed, psks }).state);
    },
    async joinExternally(groupInfo, { resync }) {
      const old = resync
        ? readGroupInfoSummary(groupInfo).members.find(
            (member) => text.decode(member.credential) === credential,
          )
        : undefined;
      const { next, commit } = joinExternally({
        groupInfo,
        identity,
        resync: old?.leaf,
        capabilities,
        random,
      });
      return pending(next, commit, undefined);
    },
    async commit(changes) {
      const proposals = changes.map(input);
      // Without a path where the standard lets it be left out.
      const path = own.below(4) !== 0;
      const made = createCommit(inGroup(), { proposals, wireFormat, path, psks, random });
      adopt(made.state);
      return pending(made.next, made.commit, made.welcome);
    },
    async propose(change) {
      const made = createProposal(inGroup(), change.kind === 'update' ? change : input(change), {
        wireFormat,
        random,
      });
      adopt(made.state);
      return made.message;
    },
    async receive(message) {
      const opened = openMessage(inGroup(), message, { psks });
      switch (opened.kind) {
        case 'application': {
          const sender = members(inGroup()).find((member) => member.leaf === opened.senderLeaf);
          adopt(opened.state);
          return {
            kind: 'application',
            plaintext: opened.plaintext,
            sender: text.decode(sender?.credential ?? none),
          };
        }
        case 'proposal':
          adopt(opened.state);
          return { kind: 'proposal' };
        case 'commit':
          if (opened.staged.next === undefined) return { kind: 'commit', active: false };
          adopt(opened.staged.next);
          return { kind: 'commit', active: true };
        default:
          throw new Error(opened.kind);
      }
    },
    async encrypt(plaintext) {
      const made = encryptMessage(inGroup(), plaintext, { paddingBytes: own.below(300), random });
      adopt(made.state);
      return made.message;
    },
    knowPsk(id, secret) {
      secrets.set(hex(id), secret);
    },
    close() {},
    leaves: () => {
      const found: (string | undefined)[] = new Array(inGroup().tree.leafCount).fill(undefined);
      for (const member of members(inGroup())) found[member.leaf] = text.decode(member.credential);
      return found;
    },
    async view() {
      const current = inGroup();
      return {
        epoch: current.epoch,
        exported: exportSecret(current, 'exporter', none, 32),
        epochAuthenticator: epochAuthenticator(current),
        treeHash: current.context.treeHash,
        members: members(current)
          .map((member) => text.decode(member.credential))
          .sort(),
      };
    },
  };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
