import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { shellQuote } from '@/lib/core/target/shell-word';
import { databaseKind, databaseProtocol } from '@/lib/core/target/target';
import { findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import { cronAbout, cronLines, cronTitle, listAbout, listTitle, noUsers, trustAbout } from './database-texts';
import { type DatabaseSettings, postgresSections } from './postgres-setup';
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
  const settings = { ca, crl, users: target.targetUsers, port: target.port };
  const sections =
    databaseProtocol(target.databaseType) === 'mysql'
      ? mySqlSections({
          ...settings,
          issuer: issuerOf(authorities),
          isMariaDb: databaseKind(target.databaseType) === 'mariadb',
        })
      : postgresSections(settings);
  return { sections };
}

function mySqlSections(about: DatabaseSettings & { issuer: string; isMariaDb: boolean }): SetupSection[] {
  const { ca, crl, issuer, users } = about;
  const grants = users.map(
    (user) =>
      `ALTER USER ${sqlText(user)}@'%' IDENTIFIED BY '' ` +
      `REQUIRE ISSUER ${sqlText(issuer)} AND SUBJECT ${sqlText(`/CN=${user}`)};`,
  );
  if (grants.length === 0) grants.push(`-- ${noUsers}`);
  const fetchList = fetchMySqlList(crl);
  return [
    {
      title: 'bzero-ca.pem',
      about: 'The authority of this database alone, in a file that MySQL can read.',
      text: ca,
    },
    { title: listTitle, about: `Run this as root. ${listAbout}`, text: `${fetchList}\n` },
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
    { title: cronTitle, about: cronAbout, text: cronLines('root', `${fetchList} && ${reloadLine(about)}`) },
  ];
}

/** A command line for root that fetches the revocation list. If a step fails, the last list stays. */
function fetchMySqlList(crl: string): string {
  return [
    `curl -fsS --max-time 30 -o /etc/mysql/bzero-crl.new ${shellQuote(crl)}`,
    // A proxy can answer with a page of its own, with which MySQL would not start.
    "grep -q 'BEGIN X509 CRL' /etc/mysql/bzero-crl.new",
    'mv /etc/mysql/bzero-crl.new /etc/mysql/bzero-crl.pem',
  ].join(' && ');
}

/** Reloads the authority and the list: see FLUSH in MariaDB's manual, ALTER INSTANCE in MySQL's. */
function reloadLine({ isMariaDb }: { isMariaDb: boolean }): string {
  return isMariaDb ? "mariadb -e 'FLUSH SSL'" : "mysql -e 'ALTER INSTANCE RELOAD TLS'";
}

/** A text in a statement of MySQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
