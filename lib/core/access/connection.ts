import type { Person } from '@/lib/core/actor';
import { type DatabaseKind, databaseKind, type TargetSummary, type Verb } from '@/lib/core/target/target';
import { formatAccessSpec, requestLine, type TargetAccess } from '@/lib/core/text/target';
import type { AccessBasis } from './entitlement';
import type { GrantEndReason } from './grant';

/** Why a connection closed: its access ended, a policy edit ended it, somebody closed it, its client went away. */
export type CloseReason = 'access-ended' | 'policy-edited' | 'closed' | 'quiet';

/** How the access ended that a connection rested on. `by` is an email; null when that admin is not known. */
export type AccessEnd =
  | { kind: 'expired' | 'released' }
  | { kind: 'revoked'; by: string | null }
  | { kind: 'invalidated'; reason: GrantEndReason };

/** R21: only the edit of a policy is told apart from every other end; `zli` exits with 7 for it, else with 8. */
export function closeReasonOf(end: AccessEnd): CloseReason {
  return end.kind === 'invalidated' && end.reason === 'PolicyEdited' ? 'policy-edited' : 'access-ended';
}

/** Somebody's connection to a target, as people are told of it. */
export type ConnectionView = {
  id: string;
  person: Person;
  target: TargetSummary & { environmentId: string; host: string | null; port: number | null };
  targetUser: string | null;
  targetGroups: readonly string[];
  verb: Verb | null;
  state: 'Open' | 'Closed';
  /** the request whose grant gives it; null for standing access */
  requestId: string | null;
  policy: { id: string; name: string };
  openedAt: Date;
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

/** The longest that a certificate is good for, in minutes; it is renewed while its connection is open. */
const certificateMinutes = 5;

/** A certificate's end: five minutes from now, and never past what it rests on. Whole seconds, rounded down. */
export function certificateEnd(now: Date, basis: Pick<AccessBasis, 'ends'>): Date {
  const latest = now.getTime() + certificateMinutes * 60_000;
  const end = basis.ends === null ? latest : Math.min(latest, basis.ends.getTime());
  return new Date(Math.floor(end / 1000) * 1000);
}

/**
 * What the holder of a cut connection reads. `asked` says whether access came from a request, which can be
 * made again.
 */
export function describeEndedAccess(
  connection: TargetAccess & Pick<ConnectionView, 'requestId'>,
  why: string,
): string {
  const next =
    connection.requestId === null ? 'Ask an admin for access.' : `Ask again with: ${requestLine(connection)}`;
  return `Your access to ${connection.target.name} ${formatAccessSpec(connection)} ended: ${why}. ${next}`;
}
