import type { AccountId, DeviceId } from '@sotto/protocol';

/** A leaf of a group's tree: a device, and the key it signs with. */
export type Leaf = {
  readonly leaf: number;
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  /** Ed25519, 32 bytes: has to be the one that the account's device list names. */
  readonly signatureKey: Uint8Array;
};
