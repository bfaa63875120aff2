import { sealWelcome } from '../../src/group/commit/seal-welcome.ts';
import { type GroupState, generateKeyPackage, joinFromWelcome } from '../../src/group/index.ts';
import { requireKeyPackage } from '../../src/group/key-packages.ts';
import { epochSecret, zeroSecret } from '../../src/group/schedule/key-schedule.ts';
import { enterEpoch } from '../../src/group/state/enter-epoch.ts';
import { type GroupContextContent, groupContext } from '../../src/group/structures/group-context.ts';
import type { PreSharedKeyId } from '../../src/group/structures/pre-shared-key-id.ts';
import type { FreshPath } from '../../src/group/tree/create-update-path.ts';
import { RatchetTree, type TreeParts } from '../../src/group/tree/ratchet-tree.ts';
import { TreeEdit } from '../../src/group/tree/tree-edit.ts';
import { identityOf, lifetime, type TestGroup } from './group-of.ts';

export type HostileWelcome = {
  /** Changes the tree the newcomer is shown; the tree hash follows it. */
  readonly parts?: (parts: TreeParts) => TreeParts;
  readonly context?: (right: GroupContextContent) => GroupContextContent;
  readonly confirmationTag?: (right: Uint8Array) => Uint8Array;
  readonly joinerSecret?: Uint8Array;
  /** Claimed to be that of the root. */
  readonly pathSecret?: Uint8Array;
  readonly psks?: readonly PreSharedKeyId[];
  /** The leaf that claims to sign. */
  readonly signer?: number;
  readonly signaturePrivateKey?: Uint8Array;
  readonly withTree?: boolean;
  /** The newcomer is in the tree. */
  readonly added?: boolean;
};

/**
 * An invitation as a member could make it who keeps to none of the rules, though to all about how it is sealed:
 * whatever it shows, its secrets and signatures belong together.
 */
export function hostileWelcome(group: TestGroup, hostile: HostileWelcome = {}) {
  const { random } = group;
  const [host] = group.states as [GroupState];
  const identity = identityOf('invited', random);
  const made = generateKeyPackage({ suite: 0x0001, identity, lifetime, random });
  const keyPackage = requireKeyPackage(made.keyPackage);
  const edit = new TreeEdit(host.tree);
  const leaf = hostile.added === false ? 0 : edit.add(keyPackage.leafNode);
  const right = edit.finish().parts;
  const tree = new RatchetTree(hostile.parts?.(right) ?? right);
  const content: GroupContextContent = {
    ...host.context,
    epoch: host.epoch + 1n,
    treeHash: tree.treeHash(),
    confirmedTranscriptHash: random(32),
  };
  const context = groupContext(hostile.context?.(content) ?? content);
  const joiner = hostile.joinerSecret ?? random(32);
  const next = enterEpoch({
    suite: host.suite,
    context,
    tree,
    ownLeaf: hostile.signer ?? host.ownLeaf,
    signaturePrivateKey: hostile.signaturePrivateKey ?? host.signaturePrivateKey,
    privateKeys: new Map(),
    epochSecret: epochSecret(joiner, zeroSecret, context),
    resumptions: [],
  });
  const confirmationTag = hostile.confirmationTag?.(next.confirmationTag) ?? next.confirmationTag;
  const root = { node: tree.leafCount - 1, pathSecret: hostile.pathSecret };
  const path = hostile.pathSecret === undefined ? undefined : ({ nodes: [root] } as unknown as FreshPath);
  const options = { psks: hostile.psks ?? [], extensions: [], withTree: hostile.withTree ?? true };
  const shown = next.with({ confirmationTag });
  const welcome = sealWelcome(shown, joiner, zeroSecret, [{ keyPackage, leaf }], path, options, random);
  return {
    welcome,
    held: made,
    join: (more: { readonly ratchetTree?: Uint8Array } = {}) =>
      joinFromWelcome({
        welcome,
        keyPackages: [made],
        signaturePrivateKey: identity.signaturePrivateKey,
        ...more,
      }),
  };
}
