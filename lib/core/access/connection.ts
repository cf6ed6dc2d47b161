import type { SubjectRef } from '@/lib/core/actor';
import { bareHost } from '@/lib/core/target/host-address';
import { type DatabaseKind, databaseKind, type TargetSummary, type Verb } from '@/lib/core/target/target';
import { isHostAddress, type TunnelAddress } from '@/lib/core/target/tunnel';
import { formatAccessSpec, requestLine, type TargetAccess } from '@/lib/core/text/target';
import type { AccessBasis } from './entitlement';
import type { GrantEndReason } from './grant';

/** Why a connection closed: its access ended, a policy edit ended it, a person closed it, its client disappeared. */
export type CloseReason = 'access-ended' | 'policy-edited' | 'closed' | 'quiet';

/** How the access ended that a connection rested on. `by` is an email; null when that admin is not known. */
export type AccessEnd =
  | { kind: 'expired' | 'released' }
  | { kind: 'revoked'; by: string | null }
  | { kind: 'invalidated'; reason: GrantEndReason };

/** R21: `zli` exits with 7 after the edit of a policy (`policy-edited`), and with 8 after every other end. */
export function closeReasonOf(end: AccessEnd): CloseReason {
  return end.kind === 'invalidated' && end.reason === 'PolicyEdited' ? 'policy-edited' : 'access-ended';
}

/** A connection of a person, an API key or a service account to a target. */
export type ConnectionView = {
  id: string;
  person: SubjectRef;
  target: TargetSummary & { environmentId: string; host: string | null; port: number | null };
  targetUser: string | null;
  targetGroups: readonly string[];
  verb: Verb | null;
  state: 'Open' | 'Closed';
  /** the request whose grant it uses; null for standing access */
  requestId: string | null;
  policy: { id: string; name: string };
  openedAt: Date;
  /** from this time on, an open connection has no contact with its client */
  idleAt: Date;
  closedAt: Date | null;
  closeReason: CloseReason | null;
  closeWords: string | null;
};

/** Where a server listens unless its entry says otherwise; null where there is no usual port. */
export function usualPort(target: Pick<TargetSummary, 'type' | 'databaseType'>): number | null {
  switch (target.type) {
    case 'Bzero':
    case 'DynamicAccessConfig':
      return 22;
    case 'Cluster':
      return 6443;
    case 'Db':
      return databasePorts[databaseKind(target.databaseType) ?? 'other'];
    case 'Web':
      return null;
  }
}

const databasePorts: Record<DatabaseKind | 'other', number | null> = {
  postgres: 5432,
  cockroach: 26257,
  mysql: 3306,
  mariadb: 3306,
  other: null,
};

/**
 * Where people open a web app: its host as an address, or a host name, which is https unless its port is 80.
 * Null where its entry has none that a browser could open.
 */
export function webAddress({ host, port }: { host: string | null; port: number | null }): URL | null {
  if (host === null) return null;
  const hasScheme = /^https?:\/\//i.test(host);
  const address = hasScheme ? host : `${port === 80 ? 'http' : 'https'}://${host}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (port !== null && url.port === '') url.port = String(port);
  return url;
}

/** Where people open a web app in their browser. Null for one behind a server, which zli opens, and for other targets. */
export function browserAddress(
  target: Pick<TargetSummary, 'type'> & {
    host: string | null;
    port: number | null;
    isBehindServer: boolean;
  },
): URL | null {
  return target.type === 'Web' && !target.isBehindServer ? webAddress(target) : null;
}

/**
 * Where a database or web app is for the server that it is behind. Null where its entry has no host and port that ssh
 * could forward to.
 */
export function addressBehind(
  target: Pick<TargetSummary, 'type' | 'databaseType'> & { host: string | null; port: number | null },
): TunnelAddress | null {
  const url = target.type === 'Web' ? webAddress(target) : null;
  const host = url ? url.hostname : target.host;
  const port = url ? Number(url.port || usualWebPorts[url.protocol]) : (target.port ?? usualPort(target));
  return host !== null && port !== null && isHostAddress(host) ? { host: bareHost(host), port } : null;
}

const usualWebPorts: Record<string, number> = { 'http:': 80, 'https:': 443 };

/** How long a certificate is valid at most, in minutes; it is renewed while its connection is open. */
const certificateMinutes = 5;

/** When a certificate ends: in five minutes, and never after its access. In whole seconds, rounded down. */
export function certificateEnd(now: Date, basis: Pick<AccessBasis, 'ends'>): Date {
  const latest = now.getTime() + certificateMinutes * 60_000;
  const end = basis.ends === null ? latest : Math.min(latest, basis.ends.getTime());
  return new Date(Math.floor(end / 1000) * 1000);
}

/**
 * What a person reads whose connection was closed because its access ended. `why` ends a sentence.
 */
export function describeEndedAccess(
  connection: TargetAccess & Pick<ConnectionView, 'requestId'>,
  why: string,
): string {
  const next =
    connection.requestId === null
      ? 'Ask an admin for access.'
      : `Request it again with: ${requestLine(connection)}`;
  return `Your access to ${connection.target.name} ${formatAccessSpec(connection)} ended: ${why}. ${next}`;
}
