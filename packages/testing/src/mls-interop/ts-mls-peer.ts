import { randomUUID } from 'node:crypto';
import {
  acceptAll,
  type CiphersuiteImpl,
  type ClientState,
  createApplicationMessage,
  createCommit,
  createGroup,
  createProposal,
  decodeMlsMessage,
  defaultCapabilities,
  type Extension,
  encodeMlsMessage,
  generateKeyPackageWithKey,
  joinGroup,
  type KeyPackage,
  type MLSMessage,
  makePskIndex,
  mlsExporter,
  type PrivateKeyPackage,
  type Proposal,
  type PSKInfo,
  processPrivateMessage,
  processPublicMessage,
} from 'ts-mls';
import type { Change, ContextExtension, Handshakes, MlsPeer, PendingCommit, Suite } from './mls-peer.ts';
import { tsMlsSuite } from './ts-mls-suite.ts';

const utf8 = new TextEncoder();
const day = 86_400n;

/** A device that runs ts-mls 1.6.4. */
export async function tsMlsPeer(
  suite: Suite,
  options: { handshakes?: Handshakes; extensionTypes?: readonly number[] } = {},
): Promise<MlsPeer> {
  const implementation = await tsMlsSuite(suite);
  const credential = `${randomUUID()}:1@sotto.test`;
  const { signKey, publicKey } = await implementation.signature.keygen();
  const signatureKeyPair = { signKey, publicKey };
  const kept: { publicPackage: KeyPackage; privatePackage: PrivateKeyPackage }[] = [];
  const psks: Record<string, Uint8Array> = {};
  let state: ClientState | undefined;

  const inGroup = (): ClientState => {
    if (state === undefined) throw new Error('not in a group');
    return state;
  };
  const pskIndex = () => makePskIndex(state, psks);
  const wireAsPublicMessage = options.handshakes === 'public';
  // Random values that must be ignored only make its key packages differ in length; capabilities are said whole.
  const capabilities = {
    ...defaultCapabilities(),
    extensions: [...(options.extensionTypes ?? [])],
    proposals: [],
    credentials: ['basic' as const, 'x509' as const],
  };

  async function makeKeyPackage() {
    const now = BigInt(Math.floor(Date.now() / 1000));
    const made = await generateKeyPackageWithKey(
      { credentialType: 'basic', identity: utf8.encode(credential) },
      capabilities,
      { notBefore: now - day, notAfter: now + 20n * day },
      [],
      signatureKeyPair,
      implementation,
    );
    kept.push(made);
    return made;
  }

  const pending = (
    next: ClientState,
    commit: Uint8Array,
    welcome: Uint8Array | undefined,
  ): PendingCommit => ({
    commit,
    welcome,
    // It writes the external key without its length, so that no other implementation can read its GroupInfo.
    groupInfo: undefined,
    settle: async (won) => {
      if (won) state = next;
    },
  });

  return {
    implementation: 'ts-mls',
    credential,
    abilities: new Set(['add', 'remove', 'mixed', 'psk', 'propose']),
    reordering: 9,
    async keyPackage() {
      const { publicPackage } = await makeKeyPackage();
      return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_key_package', keyPackage: publicPackage });
    },
    async createGroup(groupId, extensions) {
      const { publicPackage, privatePackage } = await makeKeyPackage();
      const encoded = extensions.map(extension);
      state = await createGroup(groupId, publicPackage, privatePackage, encoded, implementation);
    },
    async join(welcome) {
      const message = decode(welcome, 'mls_welcome');
      let refusal: unknown;
      for (const { publicPackage, privatePackage } of kept) {
        try {
          const psk = makePskIndex(undefined, psks);
          state = await joinGroup(message.welcome, publicPackage, privatePackage, psk, implementation);
          return;
        } catch (error) {
          refusal = error;
        }
      }
      throw refusal;
    },
    joinExternally: () => Promise.reject(new Error('ts-mls writes external commits of its own kind')),
    async commit(changes) {
      const { newState, commit, welcome } = await createCommit(
        { state: inGroup(), cipherSuite: implementation, pskIndex: pskIndex() },
        { extraProposals: changes.map(proposal), ratchetTreeExtension: true, wireAsPublicMessage },
      );
      return pending(
        newState,
        encodeMlsMessage(commit),
        welcome === undefined
          ? undefined
          : encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome }),
      );
    },
    async propose(change) {
      if (change.kind === 'update') throw new Error('ts-mls proposes no update of its own');
      const made = await createProposal(inGroup(), wireAsPublicMessage, proposal(change), implementation);
      state = made.newState;
      return encodeMlsMessage(made.message);
    },
    async receive(bytes) {
      const message = decodeAny(bytes);
      const before = inGroup();
      // Its processMessage forgets the pre-shared keys of private messages.
      if (message.wireformat === 'mls_private_message') {
        const content = message.privateMessage;
        const result = await processPrivateMessage(before, content, pskIndex(), implementation, acceptAll);
        state = result.newState;
        if (result.kind === 'applicationMessage')
          return { kind: 'application', plaintext: result.message, sender: '' };
      } else if (message.wireformat === 'mls_public_message') {
        const content = message.publicMessage;
        state = (await processPublicMessage(before, content, pskIndex(), implementation, acceptAll)).newState;
      } else throw new Error(`${message.wireformat} is not for a group`);
      if (state.groupActiveState.kind === 'removedFromGroup') return { kind: 'commit', active: false };
      return state.groupContext.epoch === before.groupContext.epoch
        ? { kind: 'proposal' }
        : { kind: 'commit', active: true };
    },
    async encrypt(plaintext) {
      const { newState, privateMessage } = await createApplicationMessage(
        inGroup(),
        plaintext,
        implementation,
      );
      state = newState;
      return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage });
    },
    knowPsk(id, secret) {
      psks[Buffer.from(id).toString('base64')] = secret;
    },
    close() {},
    leaves: () => undefined,
    async view() {
      const { groupContext, keySchedule } = inGroup();
      return {
        epoch: groupContext.epoch,
        exported: await exporter(keySchedule.exporterSecret, implementation),
        epochAuthenticator: keySchedule.epochAuthenticator,
        treeHash: groupContext.treeHash,
        members: [...members().keys()].sort(),
      };
    },
  };

  /** Leaf indices by credential. */
  function members(): Map<string, number> {
    const found = new Map<string, number>();
    inGroup().ratchetTree.forEach((node, index) => {
      if (node?.nodeType !== 'leaf' || node.leaf.credential.credentialType !== 'basic') return;
      found.set(Buffer.from(node.leaf.credential.identity).toString(), index / 2);
    });
    return found;
  }

  function sharedKey(name: PSKInfo): Proposal {
    const pskNonce = implementation.rng.randomBytes(implementation.kdf.size);
    return { proposalType: 'psk', psk: { preSharedKeyId: { ...name, pskNonce } } };
  }

  function proposal(change: Change): Proposal {
    switch (change.kind) {
      case 'add':
        return {
          proposalType: 'add',
          add: { keyPackage: decode(change.keyPackage, 'mls_key_package').keyPackage },
        };
      case 'remove': {
        const removed = members().get(change.credential);
        if (removed === undefined) throw new Error('no such member');
        return { proposalType: 'remove', remove: { removed } };
      }
      case 'group-context':
        return {
          proposalType: 'group_context_extensions',
          groupContextExtensions: { extensions: change.extensions.map(extension) },
        };
      case 'psk':
        return sharedKey({ psktype: 'external', pskId: change.id });
      case 'resumption': {
        const { groupId, epoch } = inGroup().groupContext;
        return sharedKey({
          psktype: 'resumption',
          usage: 'application',
          pskGroupId: groupId,
          pskEpoch: epoch,
        });
      }
    }
  }
}

const exporter = (secret: Uint8Array, implementation: CiphersuiteImpl) =>
  mlsExporter(secret, 'exporter', new Uint8Array(), 32, implementation);

/** It names the extension types that the standard defines and numbers the others. */
function extension({ type, data }: ContextExtension): Extension {
  const names = { 3: 'required_capabilities', 5: 'external_senders' } as const;
  return { extensionType: names[type as keyof typeof names] ?? type, extensionData: data };
}

function decodeAny(bytes: Uint8Array): MLSMessage {
  const decoded = decodeMlsMessage(bytes, 0);
  if (decoded === undefined) throw new Error('ts-mls cannot decode this');
  return decoded[0];
}

function decode<Format extends MLSMessage['wireformat']>(bytes: Uint8Array, wireformat: Format) {
  const message = decodeAny(bytes);
  if (message.wireformat !== wireformat) throw new Error(`${message.wireformat} instead of ${wireformat}`);
  return message as Extract<MLSMessage, { wireformat: Format }>;
}
