import { BlockList, isIP } from 'node:net';
import type { Network } from './env';

/** Networks as a list that answers whether it contains an address. */
export function listNetworks(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const { address, bits } of networks) list.addSubnet(address, bits, familyOf(address));
  return list;
}

/** Whether a list contains an address; false for a text that is no address. */
export function containsAddress(list: BlockList, address: string): boolean {
  return isIP(address) !== 0 && list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
