import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { env } from '@/lib/env';

/** Where a probe connects: to `address`, which `host` was resolved to once, so that it can't change in between. */
export type ProbeAddress = { host: string; address: string; port: number };

/**
 * Addresses that belong to this machine, to the local link, or to the metadata services of clouds. With them, an admin
 * could explore what only this server can reach. Metadata: AWS (also over IPv6), Alibaba Cloud, Azure, Oracle Cloud.
 */
const closed = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['192.0.0.192', 32],
] as const)
  closed.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['fe80::', 10],
  ['fd00:ec2::254', 128],
] as const)
  closed.addSubnet(network, prefix, 'ipv6');

/** The address to probe, or a phrase that says why there is none. */
export async function findProbeAddress(host: string, port: number): Promise<ProbeAddress | string> {
  const found = await lookup(host.replace(/^\[(.*)\]$/, '$1'), { all: true }).catch(() => []);
  const [first] = found;
  if (!first) return cantReach(host, port);
  if (found.some(({ address }) => isClosed(address))) {
    return `${host} is an address of this machine or of a local network service, which this console doesn't test (ALLOW_PRIVATE_PROBES)`;
  }
  return { host, address: first.address, port };
}

/** The only thing that people learn of a host that does not respond as expected. */
export function cantReach(host: string, port: number): string {
  return `${host}:${port} can't be reached from this console`;
}

function isClosed(address: string): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return closed.check(address, family) && !env().allowedProbes.check(address, family);
}
