/**
 * What signs people in to a database: nothing of this product, the certificates that it issues, or an account of a cloud
 * provider, which this product does not use.
 */
export const authenticationTypes = ['Default', 'SplitCert', 'ServiceAccountInjection'] as const;
type AuthenticationType = (typeof authenticationTypes)[number];

export const cloudServiceProviders = ['AWS', 'GCP'] as const;
export type CloudServiceProvider = (typeof cloudServiceProviders)[number];

/** The databases that accept the certificates, as BastionZero's clients name them, and MariaDB. */
export const certificateDatabases = ['CockroachDB', 'MariaDB', 'MySQL', 'Postgres'] as const;

/** The databases for which BastionZero's clients can set those certificates. None accepts one of this product for MongoDB. */
export const splitCertDatabases = [...certificateDatabases, 'MongoDB'] as const;

/**
 * How the address of a database of a cloud provider begins, by the provider and the database (Terraform provider v0.3.1).
 */
const cloudSchemes: Record<CloudServiceProvider, Readonly<Record<string, string>>> = {
  AWS: { MySQL: 'rdsmysql://', Postgres: 'rds://' },
  GCP: { MySQL: 'gcp://', Postgres: 'gcp://' },
};

/** The databases of a cloud provider that an account of it can sign in to. */
export function cloudDatabases(provider: CloudServiceProvider): readonly string[] {
  return Object.keys(cloudSchemes[provider]);
}

/** How the host of a database begins; empty for one that is in no cloud. */
export function hostScheme(provider: CloudServiceProvider | null, database: string | null): string {
  return (provider && cloudSchemes[provider][database ?? '']) ?? '';
}

/**
 * The part of a database or web app that BastionZero's clients write and read again. zli goes through a server that is the
 * proxy, and through nothing where an environment is. Other targets have none of it.
 */
export type VirtualFields = {
  /** at most one of the two proxies is set; none for a target that the console registered */
  proxyTargetId: string | null;
  proxyEnvironmentId: string | null;
  /** kept; zli listens on 127.0.0.1 only */
  localHost: string | null;
  /** where zli listens for one behind a server; null for any free port */
  localPort: number | null;
  /** databases only; null for one that the console registered */
  authenticationType: AuthenticationType | null;
  authenticationLabel: string | null;
  /** null unless an account of a cloud provider signs people in */
  cloudServiceProvider: CloudServiceProvider | null;
};

/** The fields about its authentication of a target that is no database. */
export const notAuthenticated = {
  authenticationType: null,
  authenticationLabel: null,
  cloudServiceProvider: null,
};

/** The virtual fields of a target that has none. */
export const notVirtual: VirtualFields = {
  proxyTargetId: null,
  proxyEnvironmentId: null,
  localHost: null,
  localPort: null,
  ...notAuthenticated,
};

/** Whether a host is the machine that it is used on. Behind a proxy that is the proxy's own machine. */
export function isLoopback(host: string): boolean {
  return /^(https?:\/\/)?(localhost|127(\.\d+){3}|\[?::1\]?)\.?([:/]|$)/i.test(host);
}
