import { type CipherSuiteId, generateKeyPackage } from '@sotto/crypto/group';
import type { OwnAccount } from '../accounts/own-account.ts';
import type { NewKeyPackage } from '../groups/key-package-table.ts';
import type { Random } from '../platform/random.ts';
import { ownLeafIdentity } from './group-leaves.ts';

/** As long as a key package may be used: within the 90 days of REQ-G6, a day in the past for slow clocks. */
const lifeSeconds = 84 * 24 * 60 * 60;
const skewSeconds = 24 * 60 * 60;

/** A fresh key package of this device. @param nowSeconds Unix seconds. */
export function makeKeyPackage(
  self: OwnAccount,
  order: { readonly id: number; readonly suite: GroupSuite; readonly lastResort: boolean },
  nowSeconds: number,
  random: Random,
): NewKeyPackage {
  const expiresAt = nowSeconds + lifeSeconds;
  const made = generateKeyPackage({
    suite: order.suite,
    identity: ownLeafIdentity(self),
    lifetime: { notBefore: BigInt(nowSeconds - skewSeconds), notAfter: BigInt(expiresAt) },
    lastResort: order.lastResort,
    random,
  });
  return { ...order, ...made, expiresAt };
}

/** The suites that groups are made with here. */
export type GroupSuite = Extract<CipherSuiteId, 0x0003 | 0x004d>;
export const hybridSuite: GroupSuite = 0x004d;
export const classicalSuite: GroupSuite = 0x0003;
