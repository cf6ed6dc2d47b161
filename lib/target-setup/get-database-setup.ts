import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { findOrCreateAuthority } from '@/lib/certificates/find-or-create-authority';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { databaseKind, databaseProtocol } from '@/lib/core/target/target';
import { findTrustedAuthorities } from '@/lib/db/connections/credentials';
import { findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import type { SetupSection, TargetSetup } from './setup-section';

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
  const ca = await trustedCa(organizationId);
  const crl = new URL(`/api/v2/authorities/${organizationId}/crl`, env().publicUrl).href;
  const isMySql = databaseProtocol(target.databaseType) === 'mysql';
  // Reloads the authority and the list: see FLUSH in MariaDB's manual, ALTER INSTANCE in MySQL's.
  const reload = databaseKind(target.databaseType) === 'mariadb' ? 'FLUSH SSL' : 'ALTER INSTANCE RELOAD TLS';
  const sections = isMySql
    ? mySqlSections(ca, crl, target.targetUsers, reload)
    : postgresSections(ca, crl, target.targetUsers);
  return { sections };
}

/** The certificates of all trusted authorities in one PEM. */
export async function trustedCa(organizationId: string): Promise<string> {
  await inTransaction((tx) => findOrCreateAuthority(tx, organizationId, 'X509'));
  const authorities = await findTrustedAuthorities(organizationId, 'X509', await databaseNow());
  return authorities.map(({ publicPart }) => `${publicPart.trim()}\n`).join('');
}

const trustAbout =
  'Trust the authority and check its revocation list. TLS also needs a certificate for the server itself.';
const cronTitle = 'Cron job (every minute)';
const cronAbout =
  'Fetches the revocation list. Without it, revoked certificates are accepted until they expire, at most five minutes.';

function postgresSections(ca: string, crl: string, users: readonly string[]): SetupSection[] {
  const hba = (users.length > 0 ? users : ['all']).map((user) => `hostssl all ${hbaName(user)} all cert`);
  return [
    {
      title: 'bzero-ca.pem',
      about: 'The authority. Put it into the data folder of PostgreSQL, readable by its account.',
      text: ca,
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
      title: cronTitle,
      about: cronAbout,
      text: `* * * * * postgres cd "$PGDATA" && curl -fsS -o bzero-crl.new '${crl}' && mv bzero-crl.new bzero-crl.pem && pg_ctl reload -s\n`,
    },
    {
      title: 'Longest session',
      about:
        'PostgreSQL checks a certificate only at login. zli ends its own sessions; this ends idle sessions of all users.',
      text: "ALTER SYSTEM SET idle_session_timeout = '10min';\nSELECT pg_reload_conf();\n",
    },
  ];
}

function mySqlSections(ca: string, crl: string, users: readonly string[], reload: string): SetupSection[] {
  const grants = (users.length > 0 ? users : ['USER']).map(
    (user) => `ALTER USER ${sqlText(user)}@'%' IDENTIFIED BY '' REQUIRE SUBJECT ${sqlText(`/CN=${user}`)};`,
  );
  return [
    { title: 'bzero-ca.pem', about: 'The authority, in a file that MySQL can read.', text: ca },
    {
      title: 'my.cnf',
      about: trustAbout,
      text: '[mysqld]\nssl_ca = /etc/mysql/bzero-ca.pem\nssl_crl = /etc/mysql/bzero-crl.pem\nrequire_secure_transport = ON\n',
    },
    {
      title: 'Users',
      about: 'These users can log in only with a certificate in their name, and no longer with a password.',
      text: `${grants.join('\n')}\n`,
    },
    {
      title: cronTitle,
      about: cronAbout,
      text: `* * * * * root curl -fsS -o /etc/mysql/bzero-crl.new '${crl}' && mv /etc/mysql/bzero-crl.new /etc/mysql/bzero-crl.pem && mysql -e '${reload}'\n`,
    },
  ];
}

/** A user name for pg_hba.conf: quoted if it is a keyword such as `all` or has special characters. */
function hbaName(user: string): string {
  return user === 'all' || !/^[a-z_][a-z0-9_]*$/.test(user) ? `"${user.replaceAll('"', '""')}"` : user;
}

function sqlText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
