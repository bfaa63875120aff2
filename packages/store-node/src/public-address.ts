import { BlockList, isIP } from 'node:net';

/**
 * Addresses that lead nowhere outside (IANA special-purpose registries). Two lists: in one, the range of
 * IPv4 inside IPv6 would hold every IPv4 address.
 */
const specialIPv4 = new BlockList();
const specialIPv6 = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  specialIPv4.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  specialIPv6.addSubnet(net, bits, 'ipv6');
}

/** Whether an address is one of the public internet. IPv4 inside IPv6 is not: it comes as IPv4. */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  switch (isIP(plain)) {
    case 4:
      return !specialIPv4.check(plain, 'ipv4');
    case 6:
      return !specialIPv6.check(plain, 'ipv6');
    default:
      return false;
  }
}
