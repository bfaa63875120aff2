import type { Random } from '../../primitives/random.ts';
import { encode } from '../codec/tls-writer.ts';
import { encodeMlsMessage } from '../framing/mls-message.ts';
import { welcomeSecret } from '../schedule/key-schedule.ts';
import { groupInfoOf } from '../state/group-info-of.ts';
import type { GroupState } from '../state/group-state.ts';
import { type Extension, extensionTypes } from '../structures/extension.ts';
import { type KeyPackage, keyPackageRef } from '../structures/key-package.ts';
import type { PreSharedKeyId } from '../structures/pre-shared-key-id.ts';
import { writeGroupSecrets } from '../structures/welcome.ts';
import { sealHpke } from '../suite/hpke.ts';
import { labeledHpke } from '../suite/labels.ts';
import type { FreshPath } from '../tree/create-update-path.ts';
import { encodeRatchetTree } from '../tree/ratchet-tree-codec.ts';
import { isUnder, leafToNode } from '../tree/tree-math.ts';
import { welcomeKey } from './welcome-key.ts';

/** A new member: the key package it was added with and the leaf it was given. */
export type NewMember = { readonly keyPackage: KeyPackage; readonly leaf: number };

/**
 * One Welcome for everybody a commit adds (RFC 9420 section 12.4.3.1), as an MLSMessage: the tree once, and for
 * each the joiner secret and where it comes into the path.
 *
 * @param next the committer's state after the commit.
 * @param options.extensions of the GroupInfo, beside the tree. @param options.withTree the tree travels along.
 */
export function sealWelcome(
  next: GroupState,
  joiner: Uint8Array,
  pskSecret: Uint8Array,
  newMembers: readonly NewMember[],
  path: FreshPath | undefined,
  options: {
    readonly psks: readonly PreSharedKeyId[];
    readonly extensions: readonly Extension[];
    readonly withTree: boolean;
  },
  random: Random,
): Uint8Array {
  const { suite } = next;
  const tree = options.withTree
    ? [{ type: extensionTypes.ratchetTree, data: encodeRatchetTree(next.tree) }]
    : [];
  const info = groupInfoOf(next, [...options.extensions, ...tree]);
  const sealing = welcomeKey(suite, welcomeSecret(joiner, pskSecret));
  const encryptedGroupInfo = suite.aead.seal(sealing.key, sealing.nonce, info.encoded, new Uint8Array());
  const hpke = labeledHpke(suite, 'Welcome', encryptedGroupInfo);
  const secrets = newMembers.map(({ keyPackage, leaf }) => {
    const shared = path?.nodes.find(({ node }) => isUnder(leafToNode(leaf), node));
    const groupSecrets = { joinerSecret: joiner, pathSecret: shared?.pathSecret, psks: options.psks };
    return {
      newMember: keyPackageRef(keyPackage),
      encryptedGroupSecrets: sealHpke(
        hpke,
        keyPackage.initKey,
        encode(writeGroupSecrets, groupSecrets),
        random,
      ),
    };
  });
  const welcome = { cipherSuite: suite.id, secrets, encryptedGroupInfo };
  return encodeMlsMessage({ kind: 'welcome', welcome });
}
