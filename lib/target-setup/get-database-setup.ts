import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { authorityOf } from '@/lib/certificates/authority-of';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findTrustedAuthorities } from '@/lib/db/connections/credentials';
import { findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import type { SetupSection, TargetSetup } from './setup-section';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * What a database needs to let in whoever has access to it, by a client certificate whose common name is the
 * target user. Admins and their API keys only. Throws `not-found`.
 */
export async function getDatabaseSetup(ctx: Context, input: unknown): Promise<TargetSetup> {
  const { targetId } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  const { organizationId } = ctx;
  const [target] = await findCoveredTargets({ organizationId, types: ['Db'], id: targetId });
  if (!target) throw new AccessError('not-found', 'There is no such database here.');
  const ca = await trustedCa(organizationId);
  const crl = new URL(`/api/v2/authorities/${organizationId}/crl`, env().publicUrl).href;
  const kind = target.databaseType ?? '';
  const isMySql = /^(mysql|maria)/i.test(kind);
  // Reads the authority and the list anew: FLUSH in MariaDB's manual, ALTER INSTANCE in MySQL's.
  const reload = /^maria/i.test(kind) ? 'FLUSH SSL' : 'ALTER INSTANCE RELOAD TLS';
  const sections = isMySql
    ? mySqlSections(ca, crl, target.targetUsers, reload)
    : postgresSections(ca, crl, target.targetUsers);
  return { sections };
}

/** The certificates of all authorities that are believed now, in one PEM. */
export async function trustedCa(organizationId: string): Promise<string> {
  await inTransaction((tx) => authorityOf(tx, organizationId, 'X509'));
  const authorities = await findTrustedAuthorities(organizationId, 'X509', await databaseNow());
  return authorities.map(({ publicPart }) => `${publicPart.trim()}\n`).join('');
}

function postgresSections(ca: string, crl: string, users: readonly string[]): SetupSection[] {
  const hba = (users.length > 0 ? users : ['all']).map((user) => `hostssl all ${hbaName(user)} all cert`);
  return [
    {
      title: 'bzero-ca.pem',
      about: 'The authority, in the data folder of PostgreSQL, readable by its account.',
      text: ca,
    },
    {
      title: 'postgresql.conf',
      about:
        'Believe the authority, and refuse what it has revoked. TLS needs a certificate of the server’s own.',
      text: "ssl = on\nssl_ca_file = 'bzero-ca.pem'\nssl_crl_file = 'bzero-crl.pem'\n",
    },
    {
      title: 'pg_hba.conf',
      about: 'Above all other lines for these users: who shows a certificate in a user’s name is that user.',
      text: `${hba.join('\n')}\n`,
    },
    {
      title: 'Every minute, by cron',
      about:
        'Fetches the list of the revoked; a certificate ends by itself after five minutes without it, too.',
      text: `* * * * * postgres cd "$PGDATA" && curl -fsS -o bzero-crl.new '${crl}' && mv bzero-crl.new bzero-crl.pem && pg_ctl reload -s\n`,
    },
    {
      title: 'Longest session',
      about:
        'A session that was let in stays until it is closed: zli closes its own. This ends the idle ones of everybody.',
      text: "ALTER SYSTEM SET idle_session_timeout = '10min';\nSELECT pg_reload_conf();\n",
    },
  ];
}

function mySqlSections(ca: string, crl: string, users: readonly string[], reload: string): SetupSection[] {
  const grants = (users.length > 0 ? users : ['USER']).map(
    (user) => `ALTER USER ${sqlText(user)}@'%' IDENTIFIED BY '' REQUIRE SUBJECT ${sqlText(`/CN=${user}`)};`,
  );
  return [
    { title: 'bzero-ca.pem', about: 'The authority, where MySQL may read it.', text: ca },
    {
      title: 'my.cnf',
      about:
        'Believe the authority, and refuse what it has revoked. TLS needs a certificate of the server’s own.',
      text: '[mysqld]\nssl_ca = /etc/mysql/bzero-ca.pem\nssl_crl = /etc/mysql/bzero-crl.pem\nrequire_secure_transport = ON\n',
    },
    {
      title: 'Users',
      about:
        'Who shows a certificate in a user’s name is that user, and nobody else is: passwords count no more.',
      text: `${grants.join('\n')}\n`,
    },
    {
      title: 'Every minute, by cron',
      about:
        'Fetches the list of the revoked; a certificate ends by itself after five minutes without it, too.',
      text: `* * * * * root curl -fsS -o /etc/mysql/bzero-crl.new '${crl}' && mv /etc/mysql/bzero-crl.new /etc/mysql/bzero-crl.pem && mysql -e '${reload}'\n`,
    },
  ];
}

/** A name in pg_hba.conf: quoted, so that keywords such as `all` and odd letters mean themselves. */
function hbaName(user: string): string {
  return user === 'all' || !/^[a-z_][a-z0-9_]*$/.test(user) ? `"${user.replaceAll('"', '""')}"` : user;
}

function sqlText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
