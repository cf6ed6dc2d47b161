/** What signs people in to a database: nothing of this product, or the certificates that it issues. */
export const authenticationTypes = ['Default', 'SplitCert'] as const;
type AuthenticationType = (typeof authenticationTypes)[number];

/** The databases that accept the certificates, as BastionZero's clients name them, and MariaDB. */
export const certificateDatabases = ['CockroachDB', 'MariaDB', 'MySQL', 'Postgres'] as const;

/**
 * The part of a database or web app that BastionZero's clients write and read again. There are no agents: no connection
 * goes through the proxy, and zli chooses the local address. Other targets have none of it.
 */
export type VirtualFields = {
  /** at most one of the two proxies is set; none for a target that the console registered */
  proxyTargetId: string | null;
  proxyEnvironmentId: string | null;
  localHost: string | null;
  localPort: number | null;
  /** databases only; null for one that the console registered */
  authenticationType: AuthenticationType | null;
  authenticationLabel: string | null;
};

/** The virtual fields of a target that has none. */
export const notVirtual: VirtualFields = {
  proxyTargetId: null,
  proxyEnvironmentId: null,
  localHost: null,
  localPort: null,
  authenticationType: null,
  authenticationLabel: null,
};

/**
 * Whether a host is the machine that it is used on. Behind a proxy that is the proxy's own machine, which nothing but an
 * agent there could reach.
 */
export function isLoopback(host: string): boolean {
  return /^(https?:\/\/)?(localhost|127(\.\d+){3}|\[?::1\]?)([:/.]|$)/i.test(host);
}
