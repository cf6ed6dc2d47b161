/** A host as programs take it in an argument of its own: an IPv6 address without brackets, as in `[::1]`. */
export function bareHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** Host and port as people and URLs write them: an IPv6 address in brackets. */
export function hostWithPort(host: string, port: number): string {
  const bare = bareHost(host);
  return `${bare.includes(':') ? `[${bare}]` : bare}:${port}`;
}
