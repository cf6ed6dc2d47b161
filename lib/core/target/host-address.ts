/** A host as programs take it in an argument of its own: an IPv6 address without brackets, as in `[::1]`. */
export function bareHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** Host and port as people and URLs write them: an IPv6 address in brackets. */
export function hostWithPort(host: string, port: number): string {
  const bare = bareHost(host);
  return `${bare.includes(':') ? `[${bare}]` : bare}:${port}`;
}

/** What is wrong with the host of a target, as a sentence; null if nothing is. It can also be the address of a web page. */
export function findHostProblem(host: string): string | null {
  if (/(^|\[)[0-9a-f.]*:[0-9a-f:.]*%/i.test(host))
    return 'Enter the address without a zone (%…), which names a network interface of one machine.';
  const isBroken = host.startsWith('[') && !/^\[[0-9a-f:.]+\]$/i.test(host);
  if (isBroken || /\s/.test(host) || host.startsWith('-'))
    return 'Enter a host name or an IP address, without a port.';
  return null;
}
