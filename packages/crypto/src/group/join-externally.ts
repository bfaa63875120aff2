import { CryptoError } from '../primitives/crypto-error.ts';
import type { Random } from '../primitives/random.ts';
import { decode } from './codec/tls-reader.ts';
import { applyProposals } from './commit/apply-proposals.ts';
import { drawExternalInit } from './commit/external-init.ts';
import { nextEpoch, provisionalContext } from './commit/next-epoch.ts';
import { type SentProposal, sortProposals } from './commit/proposal-list.ts';
import { freeLeaf } from './commit/stage-commit.ts';
import { pathPrivateKeys } from './create-commit.ts';
import { signContent, wireFormats } from './framing/authenticated-content.ts';
import { framedContent } from './framing/framed-content.ts';
import { decodeMlsMessage, encodeMlsMessage } from './framing/mls-message.ts';
import { type ProposalInput, proposalFrom } from './proposal-input.ts';
import { type PskSource, pskSecret } from './schedule/psk-secret.ts';
import { interimTranscriptHash } from './schedule/transcript-hash.ts';
import type { GroupState } from './state/group-state.ts';
import { credentialOf, type LeafIdentity } from './state/leaf-identity.ts';
import { type Member, memberOf } from './state/member.ts';
import { verifiedGroup } from './state/verified-group.ts';
import { type Capabilities, ownCapabilities } from './structures/capabilities.ts';
import { type Extension, extensionTypes, findExtension } from './structures/extension.ts';
import type { GroupInfo } from './structures/group-info.ts';
import { signLeafNode } from './structures/leaf-node.ts';
import { cipherSuite } from './suite/cipher-suite.ts';
import { drawPath, sealPath } from './tree/create-update-path.ts';
import { decodeRatchetTree } from './tree/ratchet-tree-codec.ts';

/**
 * Enters a group by a commit of one's own (RFC 9420 section 12.4.3.2), as a device does that lost its state.
 * Members decide whether they accept it.
 *
 * @param options.groupInfo an MLSMessage with external key. @param options.resync the old leaf of this device,
 * removed by the same commit.
 * @returns the state once the commit is accepted, and the commit: a PublicMessage that shows the joiner's leaf.
 * @throws CryptoError as `joinFromWelcome`.
 */
export function joinExternally(options: {
  readonly groupInfo: Uint8Array;
  readonly identity: LeafIdentity;
  readonly resync?: number | undefined;
  readonly ratchetTree?: Uint8Array;
  readonly capabilities?: Capabilities;
  readonly psk?: readonly Extract<ProposalInput, { kind: 'psk' }>[];
  readonly psks?: PskSource;
  readonly authenticatedData?: Uint8Array;
  readonly random: Random;
}): { readonly next: GroupState; readonly commit: Uint8Array } {
  const { identity, random } = options;
  const info = requireGroupInfo(options.groupInfo);
  const { context } = info;
  const { groupId } = context;
  const suite = cipherSuite(context.cipherSuite);
  const outside = options.ratchetTree && decodeRatchetTree(options.ratchetTree);
  const { tree: before } = verifiedGroup(info, suite, outside);
  const external = drawExternalInit(suite, externalKey(info), random);

  const sender = { kind: 'new-member-commit' } as const;
  const sent: SentProposal[] = [
    { kind: 'external-init', kemOutput: external.kemOutput } as const,
    ...(options.resync === undefined ? [] : [{ kind: 'remove', leaf: options.resync } as const]),
    ...(options.psk ?? []).map((input) => proposalFrom(input, random)),
  ].map((proposal) => ({ proposal, sender, byReference: false }));
  const list = sortProposals(sent, 'external', before, suite);
  const provisional = applyProposals({ suite, groupId, tree: before, extensions: context.extensions }, list);
  const place = freeLeaf(provisional.tree);
  const path = drawPath(
    suite,
    place.tree,
    place.leaf,
    (encryptionKey, parentHash) =>
      signLeafNode(
        {
          encryptionKey,
          signatureKey: identity.signaturePublicKey,
          credential: credentialOf(identity),
          capabilities: options.capabilities ?? ownCapabilities,
          source: { kind: 'commit', parentHash },
          extensions: [],
        },
        { groupId, leaf: place.leaf },
        identity.signaturePrivateKey,
      ),
    random,
  );
  const nextContext = provisionalContext(context, path.tree, context.extensions);
  const updatePath = sealPath(suite, place.tree, path, new Set(), nextContext.encoded, random);
  const proposals = sent.map(({ proposal }) => ({ kind: 'proposal', proposal }) as const);
  const content = framedContent({
    groupId,
    epoch: context.epoch,
    sender,
    authenticatedData: options.authenticatedData ?? new Uint8Array(),
    body: { kind: 'commit', commit: { proposals, path: updatePath } },
  });
  const signature = signContent(wireFormats.public, content, context, identity.signaturePrivateKey);
  const signed = { wireFormat: wireFormats.public, content, signature };
  const { state: next } = nextEpoch(
    {
      context,
      interimTranscriptHash: interimTranscriptHash(context.confirmedTranscriptHash, info.confirmationTag),
    },
    nextContext,
    signed,
    {
      init: external.init,
      commitSecret: path.commitSecret,
      pskSecret: pskSecret(list.psks, options.psks ?? (() => undefined)),
    },
    {
      suite,
      tree: path.tree,
      ownLeaf: place.leaf,
      signaturePrivateKey: identity.signaturePrivateKey,
      privateKeys: pathPrivateKeys(path, place.leaf),
      resumptions: [],
    },
  );
  const message = { ...signed, confirmationTag: next.confirmationTag, membershipTag: undefined };
  return { next, commit: encodeMlsMessage({ kind: 'public', message }) };
}

/** What a GroupInfo tells before one joins by it. */
export type GroupInfoSummary = {
  readonly groupId: Uint8Array;
  readonly epoch: bigint;
  readonly suite: number;
  readonly extensions: readonly Extension[];
  /** The hash of every commit up to its epoch (RFC 9420 section 8.2): 32 bytes, empty in epoch 0. */
  readonly confirmedTranscript: Uint8Array;
  readonly members: readonly Member[];
  readonly signer: Member;
};

/** Reads and checks a GroupInfo with its tree. @throws CryptoError as `joinFromWelcome`. */
export function readGroupInfoSummary(bytes: Uint8Array): GroupInfoSummary {
  const info = requireGroupInfo(bytes);
  const { context } = info;
  const { tree, signer } = verifiedGroup(info, cipherSuite(context.cipherSuite), undefined);
  return {
    groupId: context.groupId,
    epoch: context.epoch,
    suite: context.cipherSuite,
    extensions: context.extensions,
    confirmedTranscript: context.confirmedTranscriptHash,
    members: tree.members().flatMap((leaf) => {
      const node = tree.leaf(leaf);
      return node ? [memberOf(leaf, node)] : [];
    }),
    signer: memberOf(info.signer, signer),
  };
}

function requireGroupInfo(bytes: Uint8Array): GroupInfo {
  const message = decodeMlsMessage(bytes);
  if (message.kind !== 'group-info') throw new CryptoError('invalid-message', 'not a GroupInfo');
  return message.groupInfo;
}

function externalKey(info: GroupInfo): Uint8Array {
  const data = findExtension(info.extensions, extensionTypes.externalPub);
  if (data === undefined) throw new CryptoError('invalid-message', 'nobody can join by this GroupInfo');
  return decode((reader) => reader.opaque(), data);
}
