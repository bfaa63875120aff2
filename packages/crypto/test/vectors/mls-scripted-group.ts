import { encode } from '../../src/group/codec/tls-writer.ts';
import { signContent } from '../../src/group/framing/authenticated-content.ts';
import { framedContent, type Sender } from '../../src/group/framing/framed-content.ts';
import { encodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import {
  type CipherSuiteId,
  createCommit,
  createGroup,
  createProposal,
  encryptMessage,
  epochAuthenticator,
  exportGroupInfo,
  extensionTypes,
  type GeneratedKeyPackage,
  type GroupState,
  generateKeyPackage,
  joinExternally,
  joinFromWelcome,
  type LeafIdentity,
  members,
  openMessage,
  type ProposalInput,
  type PskSource,
} from '../../src/group/index.ts';
import { proposalFrom } from '../../src/group/proposal-input.ts';
import { basicCredential, writeCredential } from '../../src/group/structures/credential.ts';
import { ed25519KeyPair, type Random, toHex, utf8 } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';
import { expectThat } from './vector-files.ts';

type Description = {
  proposalType?: string;
  keyPackage?: number;
  removed?: string;
  pskID?: number;
  epochID?: number;
  extensions?: { extension_type: number; extension_data: string }[];
};

/** One step of a script; which fields it has depends on the action. */
export type Action = Description & {
  action: string;
  actor: string;
  members?: string[];
  joiners?: string[];
  joiner?: string;
  signer?: string;
  member?: string;
  clients?: string[];
  psks?: number[];
  byReference?: number[];
  byValue?: Description[];
  description?: Description;
  force_path?: boolean;
  removePrior?: boolean;
  externalTree?: boolean;
  plaintext?: string;
  authenticatedData?: string;
  ciphertext?: number;
};

const lifetime = { notBefore: 0n, notAfter: 2n ** 63n };

/** A group whose members do what a script says; after every commit all who took part must agree. */
export class ScriptedGroup {
  readonly #suite: CipherSuiteId;
  readonly #random: Random;
  readonly #identities = new Map<string, LeafIdentity>();
  readonly #states = new Map<string, GroupState>();
  readonly #keyPackages = new Map<number, GeneratedKeyPackage>();
  readonly #waiting = new Map<string, GeneratedKeyPackage[]>();
  readonly #proposals = new Map<number, { by: string; message: Uint8Array }>();
  readonly #psks = new Map<number, Uint8Array>();
  readonly #messages = new Map<number, { bytes: Uint8Array; plaintext: string; authenticatedData: string }>();
  readonly #signers: string[] = [];
  /** Whoever wants to read messages of an epoch that has ended keeps its state. */
  readonly #past = new Map<string, GroupState>();
  #step = -1;

  constructor(suite: CipherSuiteId, seed: string) {
    this.#suite = suite;
    this.#random = deterministicRandom(seed);
  }

  act(action: Action): void {
    this.#step++;
    const known: { [name: string]: (action: Action) => void } = {
      createGroup: this.#createGroup,
      createKeyPackage: ({ actor }) => this.#keyPackages.set(this.#step, this.#keyPackageOf(actor)),
      protect: this.#protect,
      unprotect: this.#unprotect,
      installExternalPSK: () => this.#psks.set(this.#step, this.#random(32)),
      fullCommit: this.#fullCommit,
      externalJoin: this.#externalJoin,
      newMemberAddProposal: this.#newMemberAddProposal,
      addExternalSigner: this.#addExternalSigner,
      externalSignerProposal: this.#externalSignerProposal,
    };
    const run = known[action.action];
    if (run !== undefined) run.call(this, action);
    else this.#propose(action.actor, this.#inputOf({ ...action, proposalType: action.action }, action.actor));
  }

  #createGroup({ actor, members: invited = [] }: Action): void {
    const identity = this.#identity(actor);
    const groupId = this.#random(16);
    this.#states.set(
      actor,
      createGroup({ suite: this.#suite, groupId, identity, extensions: [], random: this.#random }),
    );
    if (invited.length === 0) return;
    const proposals = invited.map(
      (name) => ({ kind: 'add', keyPackage: this.#keyPackageOf(name).keyPackage }) as const,
    );
    this.#commit(actor, [], invited, proposals, true);
  }

  #protect({ actor, plaintext = '', authenticatedData = '' }: Action): void {
    const sealed = encryptMessage(this.#state(actor), utf8(plaintext), {
      authenticatedData: utf8(authenticatedData),
      random: this.#random,
    });
    this.#states.set(actor, sealed.state);
    this.#messages.set(this.#step, { bytes: sealed.message, plaintext, authenticatedData });
  }

  #unprotect({ actor, ciphertext = -1 }: Action): void {
    const sent = this.#messages.get(ciphertext);
    if (sent === undefined) throw new Error(`step ${this.#step}: no message ${ciphertext}`);
    const late = openMessage(this.#state(actor), sent.bytes);
    const then = late.kind === 'wrong-epoch' ? this.#past.get(`${actor} ${late.epoch}`) : undefined;
    const opened = then === undefined ? late : openMessage(then, sent.bytes);
    if (opened.kind !== 'application') throw new Error(`step ${this.#step}: ${opened.kind}`);
    expectThat(Buffer.from(opened.plaintext).toString() === sent.plaintext, `step ${this.#step} plaintext`);
    expectThat(
      Buffer.from(opened.authenticatedData).toString() === sent.authenticatedData,
      'authenticated data',
    );
    if (then === undefined) this.#states.set(actor, opened.state);
    else this.#past.set(`${actor} ${then.epoch}`, opened.state);
  }

  #fullCommit(action: Action): void {
    const { actor, byReference = [], byValue = [], members: others = [], joiners = [] } = action;
    for (const index of byReference) {
      const proposal = this.#proposals.get(index);
      if (proposal === undefined) throw new Error(`step ${this.#step}: no proposal ${index}`);
      for (const name of [actor, ...others]) {
        if (name === proposal.by) continue;
        const opened = openMessage(this.#state(name), proposal.message, { psks: this.#held });
        if (opened.kind !== 'proposal') throw new Error(`step ${this.#step}: ${opened.kind}`);
        this.#states.set(name, opened.state);
      }
    }
    const proposals = byValue.map((description) => this.#inputOf(description, actor));
    this.#commit(actor, others, joiners, proposals, action.force_path === true);
  }

  #commit(
    actor: string,
    others: string[],
    joiners: string[],
    proposals: ProposalInput[],
    path: boolean,
  ): void {
    const made = createCommit(this.#state(actor), {
      proposals,
      path,
      psks: this.#held,
      random: this.#random,
    });
    for (const name of others) this.#process(name, made.commit);
    this.#states.set(actor, made.next);
    for (const name of joiners) {
      if (made.welcome === undefined) throw new Error(`step ${this.#step}: no Welcome`);
      const joined = joinFromWelcome({
        welcome: made.welcome,
        keyPackages: this.#waiting.get(name) ?? [],
        signaturePrivateKey: this.#identity(name).signaturePrivateKey,
        psks: this.#held,
      });
      this.#states.set(name, joined.state);
    }
    this.#agree([actor, ...others, ...joiners]);
  }

  #externalJoin(action: Action): void {
    const { actor, joiner = '', members: others = [], psks = [], removePrior } = action;
    const prior = this.#leafOf(actor, joiner);
    const { next, commit } = joinExternally({
      groupInfo: exportGroupInfo(this.#state(actor)),
      identity: this.#identity(joiner),
      resync: removePrior === true ? prior : undefined,
      psk: psks.map(
        (index) => ({ kind: 'psk', psk: { kind: 'external', id: Uint8Array.of(index) } }) as const,
      ),
      psks: this.#held,
      random: this.#random,
    });
    for (const name of [actor, ...others]) if (name !== joiner) this.#process(name, commit);
    this.#states.set(joiner, next);
    this.#agree([actor, joiner, ...others]);
  }

  #newMemberAddProposal({ actor, joiner = '' }: Action): void {
    const input = { kind: 'add', keyPackage: this.#keyPackageOf(joiner).keyPackage } as const;
    this.#proposeFromOutside(actor, { kind: 'new-member-proposal' }, joiner, input);
  }

  #addExternalSigner({ actor, signer = '' }: Action): void {
    this.#signers.push(signer);
    const data = encode(
      (writer) =>
        writer.list(this.#signers, (item, name) => {
          writeCredential(item.opaque(this.#identity(name).signaturePublicKey), basicCredential(utf8(name)));
        }),
      undefined,
    );
    const extensions = [{ type: extensionTypes.externalSenders, data }];
    this.#propose(actor, { kind: 'group-context', extensions });
  }

  #externalSignerProposal({ actor, member = '', description = {} }: Action): void {
    const sender = { kind: 'external', index: this.#signers.indexOf(actor) } as const;
    this.#proposeFromOutside(member, sender, actor, this.#inputOf(description, member));
  }

  #propose(actor: string, input: Parameters<typeof createProposal>[1]): void {
    const made = createProposal(this.#state(actor), input, { random: this.#random });
    this.#states.set(actor, made.state);
    this.#proposals.set(this.#step, { by: actor, message: made.message });
  }

  #proposeFromOutside(seenBy: string, sender: Sender, signer: string, input: ProposalInput): void {
    const { groupId, epoch, context } = this.#state(seenBy);
    const body = { kind: 'proposal', proposal: proposalFrom(input, this.#random) } as const;
    const content = framedContent({ groupId, epoch, sender, authenticatedData: new Uint8Array(), body });
    const signature = signContent(1, content, context, this.#identity(signer).signaturePrivateKey);
    const message = {
      wireFormat: 1,
      content,
      signature,
      confirmationTag: undefined,
      membershipTag: undefined,
    };
    this.#proposals.set(this.#step, { by: '', message: encodeMlsMessage({ kind: 'public', message }) });
  }

  #inputOf(description: Description, seenBy: string): ProposalInput & Parameters<typeof createProposal>[1] {
    const { keyPackage = -1, removed = '', pskID = -1, epochID = 0, extensions = [] } = description;
    switch (description.proposalType?.replace(/Proposal$/, '')) {
      case 'add': {
        const held = this.#keyPackages.get(keyPackage);
        if (held === undefined) throw new Error(`no key package ${keyPackage}`);
        return { kind: 'add', keyPackage: held.keyPackage };
      }
      case 'remove':
        return { kind: 'remove', leaf: this.#leafOf(seenBy, removed) ?? -1 };
      case 'externalPSK':
        return { kind: 'psk', psk: { kind: 'external', id: Uint8Array.of(pskID) } };
      case 'resumptionPSK': {
        const { groupId } = this.#state(seenBy);
        return {
          kind: 'psk',
          psk: { kind: 'resumption', usage: 'application', groupId, epoch: BigInt(epochID) },
        };
      }
      case 'groupContextExtensions':
        return {
          kind: 'group-context',
          extensions: extensions.map(({ extension_type, extension_data }) => ({
            type: extension_type,
            data: new Uint8Array(Buffer.from(extension_data, 'base64')),
          })),
        };
      case 'update':
        return { kind: 'update' } as never;
      default:
        throw new Error(`unknown action ${description.proposalType}`);
    }
  }

  #process(name: string, commit: Uint8Array): void {
    this.#past.set(`${name} ${this.#state(name).epoch}`, this.#state(name));
    const opened = openMessage(this.#state(name), commit, { psks: this.#held });
    if (opened.kind !== 'commit' || opened.staged.next === undefined)
      throw new Error(`step ${this.#step}, ${name}: ${opened.kind}`);
    this.#states.set(name, opened.staged.next);
  }

  #agree(names: string[]): void {
    const found = new Set(names.map((name) => toHex(epochAuthenticator(this.#state(name)))));
    expectThat(found.size === 1, `step ${this.#step}: members differ`);
  }

  readonly #held: PskSource = (psk) =>
    psk.kind === 'external' ? this.#psks.get(psk.id[0] ?? -1) : undefined;

  #leafOf(seenBy: string, name: string): number | undefined {
    const key = toHex(this.#identity(name).signaturePublicKey);
    return members(this.#state(seenBy)).find(({ signatureKey }) => toHex(signatureKey) === key)?.leaf;
  }

  #keyPackageOf(name: string): GeneratedKeyPackage {
    const identity = this.#identity(name);
    const made = generateKeyPackage({ suite: this.#suite, identity, lifetime, random: this.#random });
    this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), made]);
    return made;
  }

  #identity(name: string): LeafIdentity {
    const known = this.#identities.get(name);
    if (known !== undefined) return known;
    const { seed, publicKey } = ed25519KeyPair(this.#random(32));
    const made = { credential: utf8(name), signaturePrivateKey: seed, signaturePublicKey: publicKey };
    this.#identities.set(name, made);
    return made;
  }

  #state(name: string): GroupState {
    const state = this.#states.get(name);
    if (state === undefined) throw new Error(`step ${this.#step}: ${name} is in no group`);
    return state;
  }
}
