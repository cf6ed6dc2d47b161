import { isOneLine } from '@/lib/core/one-line';
import { shellQuote } from '@/lib/core/target/shell-word';
import { checkPostgres } from './check-postgres';
import { cronAbout, cronLines, cronTitle, listAbout, listTitle, noUsers, trustAbout } from './database-texts';
import type { SetupSection } from './setup-section';

/** What the set-up of a database is written from. */
export type DatabaseSettings = {
  /** the certificates of the authorities that it trusts, PEM */
  ca: string;
  /** the address of their revocation lists */
  crl: string;
  /** the target users of policies */
  users: readonly string[];
  /** null for the usual one */
  port: number | null;
};

/** The set-up of PostgreSQL, in its order: each step works before the next ones are done. */
export function postgresSections({ ca, crl, users, port }: DatabaseSettings): SetupSection[] {
  // Not "all": that would accept people whom no policy lists, and stop every other way to log in.
  const hba = users.length > 0 ? users.map(hbaLine) : [`# ${noUsers}`];
  return [
    {
      title: 'bzero-ca.pem',
      about:
        'The authority of this database alone. Put it into the data folder of PostgreSQL, readable by its account.',
      text: ca,
    },
    {
      title: listTitle,
      about: `Run this as the account of PostgreSQL. ${listAbout}`,
      text: `${fetchPostgresList(crl, port)}\n`,
    },
    { title: cronTitle, about: cronAbout, text: cronLines('postgres', fetchPostgresList(crl, port)) },
    {
      title: 'postgresql.conf',
      about: trustAbout,
      text: "ssl = on\nssl_ca_file = 'bzero-ca.pem'\nssl_crl_file = 'bzero-crl.pem'\n",
    },
    {
      title: 'pg_hba.conf',
      about:
        'Put these lines above all others for these users. A client logs in as the user in its certificate.',
      text: `${hba.join('\n')}\n`,
    },
    {
      title: 'Check',
      about:
        'Reload PostgreSQL, then run this in psql as a superuser. It says which files, settings and lines PostgreSQL uses for each user, and what to change. It changes nothing.',
      text: checkPostgres(users, ca),
    },
    {
      title: 'Longest session',
      about:
        'PostgreSQL checks a certificate only at login. zli ends its own sessions; this ends idle sessions of all users.',
      text: "ALTER SYSTEM SET idle_session_timeout = '10min';\nSELECT pg_reload_conf();\n",
    },
  ];
}

/**
 * A command line for the account of PostgreSQL that fetches the revocation list. It gets the data folder from the server
 * itself, at the port of the target: a machine can have several servers. If a step fails, the last list stays.
 */
export function fetchPostgresList(crl: string, port: number | null): string {
  const psql = `psql${port === null ? '' : ` -p ${port}`} -XAtc`;
  return [
    `data=$(${psql} 'SHOW data_directory' postgres)`,
    'cd "$data"',
    `curl -fsS --max-time 30 -o bzero-crl.new ${shellQuote(crl)}`,
    // A proxy can answer with a page of its own, with which PostgreSQL would not start.
    "grep -q 'BEGIN X509 CRL' bzero-crl.new",
    'mv bzero-crl.new bzero-crl.pem',
    `${psql} 'SELECT pg_reload_conf()' postgres >/dev/null`,
  ].join(' && ');
}

/**
 * A line of pg_hba.conf for a user. The name is quoted if it is a keyword such as `all` or has special characters. A name
 * that starts with a slash is a regular expression there, also in quotes, so it gets a comment
 * (PostgreSQL's documentation, "The pg_hba.conf File").
 */
export function hbaLine(user: string): string {
  if (!isOneLine(user) || user.startsWith('/'))
    return '# One target user has no line: PostgreSQL would read its name as a pattern.';
  const isBare = user !== 'all' && /^[a-z_][a-z0-9_]*$/.test(user);
  return `hostssl all ${isBare ? user : `"${user.replaceAll('"', '""')}"`} all cert`;
}
