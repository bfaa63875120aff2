import type { LeafIdentity, Member } from '@sotto/crypto/group';
import { decodeLeafName, encodeLeafName } from '@sotto/protocol/content';
import type { OwnAccount } from '../accounts/own-account.ts';
import type { Leaf } from '../groups/leaf.ts';

/** This device as a leaf: the key its account's signed device list names. */
export function ownLeafIdentity(self: OwnAccount): LeafIdentity {
  return {
    credential: encodeLeafName(self.accountId, self.deviceId),
    signaturePrivateKey: self.signatureSeed,
    signaturePublicKey: self.signatureKey,
  };
}

type Name = NonNullable<ReturnType<typeof decodeLeafName>>;

/** Names that were read before: a tree of 1,500 is read once, not at every commit. */
const known = new WeakMap<Uint8Array, Name | null>();

/** Who a member says it is; `null` when that cannot be read. */
export function leafOf(member: Member): Leaf | null {
  const { credential, signatureKey, leaf } = member;
  let name = known.get(credential);
  if (name === undefined) {
    name = decodeLeafName(credential) ?? null;
    known.set(credential, name);
  }
  return name && { ...name, leaf, signatureKey };
}
