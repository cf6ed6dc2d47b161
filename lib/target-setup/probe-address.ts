import { lookup } from 'node:dns/promises';
import { bareHost, hostWithPort } from '@/lib/core/target/host-address';
import { env } from '@/lib/env';
import { containsAddress, listNetworks } from '@/lib/networks';

/** Where a probe connects: to `address`, which `host` was resolved to once, so that it can't change in between. */
export type ProbeAddress = { host: string; address: string; port: number };

/**
 * Addresses that belong to this machine, to the local link, or to the metadata services of clouds. With them, an admin
 * could explore what only this server can reach. Metadata: AWS (also over IPv6), Alibaba Cloud, Azure, Oracle Cloud.
 */
const closed = listNetworks([
  { address: '0.0.0.0', bits: 8 },
  { address: '127.0.0.0', bits: 8 },
  { address: '169.254.0.0', bits: 16 },
  { address: '100.100.100.200', bits: 32 },
  { address: '168.63.129.16', bits: 32 },
  { address: '192.0.0.192', bits: 32 },
  { address: '::', bits: 96 },
  // NAT64 leads to any of the addresses above (RFC 6052).
  { address: '64:ff9b::', bits: 96 },
  { address: 'fe80::', bits: 10 },
  { address: 'fd00:ec2::254', bits: 128 },
]);

/** The address to probe, or a phrase that says why there is none. */
export async function findProbeAddress(host: string, port: number): Promise<ProbeAddress | string> {
  const found = await lookup(bareHost(host), { all: true }).catch(() => []);
  const [first] = found;
  if (!first) return cantReach(host, port);
  if (found.some(({ address }) => isClosed(address))) {
    return `${host} is an address of this machine or of a local network service, which this console doesn't test (ALLOW_PRIVATE_PROBES)`;
  }
  return { host, address: first.address, port };
}

/** The only thing that people learn of a host that does not respond as expected. */
export function cantReach(host: string, port: number): string {
  return `${hostWithPort(host, port)} can't be reached from this console`;
}

function isClosed(address: string): boolean {
  return containsAddress(closed, address) && !containsAddress(listNetworks(env().allowedProbes), address);
}
