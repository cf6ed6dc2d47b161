import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { isOneLine } from '@/lib/core/one-line';
import { shellQuote } from '@/lib/core/target/shell-word';
import { databaseKind, databaseProtocol } from '@/lib/core/target/target';
import { findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import type { SetupSection, TargetSetup } from './setup-section';
import { certificatesOf, findAuthoritiesOf, issuerOf } from './target-authorities';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * Returns the set-up of a database for client certificates whose common name is the target user. Admins and their API
 * keys only. Throws `forbidden`, `not-found`.
 */
export async function getDatabaseSetup(ctx: Context, input: unknown): Promise<TargetSetup> {
  const { targetId } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  const { organizationId } = ctx;
  const [target] = await findCoveredTargets({ organizationId, types: ['Db'], id: targetId });
  if (!target) throw new AccessError('not-found', 'This database no longer exists.');
  const authorities = await findAuthoritiesOf(organizationId, target);
  const ca = certificatesOf(authorities);
  const crl = new URL(`/api/v2/authorities/${target.id}/crl`, env().publicUrl).href;
  const isMySql = databaseProtocol(target.databaseType) === 'mysql';
  // Reloads the authority and the list: see FLUSH in MariaDB's manual, ALTER INSTANCE in MySQL's.
  const reload = databaseKind(target.databaseType) === 'mariadb' ? 'FLUSH SSL' : 'ALTER INSTANCE RELOAD TLS';
  const sections = isMySql
    ? mySqlSections({ ca, crl, issuer: issuerOf(authorities), users: target.targetUsers, reload })
    : postgresSections(ca, crl, target.targetUsers);
  return { sections };
}

const trustAbout =
  'Trust the authority and check its revocation list. TLS also needs a certificate for the server itself.';
const noUsers = 'No policy lists a target user of this database. Create one, then copy these lines again.';
const cronTitle = 'Cron job (every minute)';
const cronAbout =
  'Fetches the revocation list. Without it, revoked certificates are accepted until they expire, at most five minutes.';

function postgresSections(ca: string, crl: string, users: readonly string[]): SetupSection[] {
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
      title: 'Revocation list (once)',
      about:
        'Run this as the account of PostgreSQL before the next steps: with these settings and without this file, PostgreSQL does not start.',
      text: `${fetchPostgresList(crl)}\n`,
    },
    {
      title: cronTitle,
      about: cronAbout,
      // cron has neither PGDATA nor the PATH of a shell, and reads % as the end of the line.
      text: `PATH=/usr/local/bin:/usr/bin:/bin\n* * * * * postgres ${fetchPostgresList(crl).replaceAll('%', '\\%')}\n`,
    },
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
      title: 'Longest session',
      about:
        'PostgreSQL checks a certificate only at login. zli ends its own sessions; this ends idle sessions of all users.',
      text: "ALTER SYSTEM SET idle_session_timeout = '10min';\nSELECT pg_reload_conf();\n",
    },
  ];
}

function mySqlSections(about: {
  ca: string;
  crl: string;
  issuer: string;
  users: readonly string[];
  reload: string;
}): SetupSection[] {
  const { ca, crl, issuer, users, reload } = about;
  const grants = users.map(
    (user) =>
      `ALTER USER ${sqlText(user)}@'%' IDENTIFIED BY '' ` +
      `REQUIRE ISSUER ${sqlText(issuer)} AND SUBJECT ${sqlText(`/CN=${user}`)};`,
  );
  if (grants.length === 0) grants.push(`-- ${noUsers}`);
  return [
    {
      title: 'bzero-ca.pem',
      about: 'The authority of this database alone, in a file that MySQL can read.',
      text: ca,
    },
    {
      title: 'my.cnf',
      about: trustAbout,
      text: '[mysqld]\nssl_ca = /etc/mysql/bzero-ca.pem\nssl_crl = /etc/mysql/bzero-crl.pem\nrequire_secure_transport = ON\n',
    },
    {
      title: 'Users',
      about:
        'These users can log in only with a certificate of this authority in their name, and no longer with a password.',
      text: `${grants.join('\n')}\n`,
    },
    {
      title: cronTitle,
      about: cronAbout,
      text: `* * * * * root curl -fsS -o /etc/mysql/bzero-crl.new '${crl}' && mv /etc/mysql/bzero-crl.new /etc/mysql/bzero-crl.pem && mysql -e '${reload}'\n`,
    },
  ];
}

/**
 * A command line for the account of PostgreSQL that fetches the revocation list. It gets the data folder from the server
 * itself. If a step fails, the last list stays.
 */
export function fetchPostgresList(crl: string): string {
  return `data=$(psql -XAtc 'SHOW data_directory' postgres) && cd "$data" && curl -fsS --max-time 30 -o bzero-crl.new ${shellQuote(crl)} && mv bzero-crl.new bzero-crl.pem && psql -XAtc 'SELECT pg_reload_conf()' postgres >/dev/null`;
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

/** A text in a statement of MySQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
