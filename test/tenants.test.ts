import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { database } from '@/lib/db/client';
import { featureFolders } from './feature-folders';
import { calls, type Filled, fillOrganization } from './tenant-calls';
import { useDatabase } from './use-database';

// One organization calls every use case with the ids of another: it must neither show nor change anything there.
// Afterwards the other organization makes the same calls itself and they work, so that no call was refused for another
// reason than the organization.

useDatabase();

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = import.meta.glob<Record<string, (ctx: Context, ...args: unknown[]) => unknown>>([
  '../lib/*/*.ts',
  '!../lib/*/*.test.ts',
]);
const useCases = [...featureFolders, 'audit'].flatMap(useCasesOf);

let own: Filled;
let other: Filled;

beforeAll(async () => {
  own = await fillOrganization('southwind');
  other = await fillOrganization('northwind');
}, 60_000);

test('every use case is called', () => {
  expect(Object.keys(calls).sort()).toEqual(useCases.map(({ name }) => name).sort());
});

describe('with the ids of another organization', () => {
  const callers: [string, () => Context][] = [
    ['an admin', () => own.admin.ctx],
    ['a user', () => own.person.ctx],
    ['an API key', () => own.keyCtx],
    ['a person of the other organization', () => ({ ...own.admin.ctx, actor: other.admin.ctx.actor })],
  ];
  test.each(callers)('%s sees and changes nothing', async (_name, caller) => {
    const before = await rowsAbout(other);
    const seen: string[] = [];
    for (const { name, path } of useCases) {
      const answer = await call(path, name, caller(), calls[name]?.input(other) ?? []);
      const shown = other.marks.filter((mark) => answer.text.includes(mark) && !answer.sent.includes(mark));
      if (shown.length > 0) seen.push(`${name} shows ${shown.join(', ')}`);
    }
    expect(seen).toEqual([]);
    expect(await rowsAbout(other)).toEqual(before);
  });
});

test('the other organization makes the same calls, and they work', async () => {
  const refused: string[] = [];
  for (const [name, { by = 'admin', input, refusal }] of Object.entries(calls)) {
    const path = useCases.find((one) => one.name === name)?.path ?? '';
    const { code } = await call(path, name, other[by].ctx, input(other));
    if (code !== (refusal ?? null)) refused.push(`${name}: ${code}`);
  }
  expect(refused).toEqual([]);
});

/** Functions of lib/db that don't name an organization, by the reason why they need not. */
const unscoped: Record<string, string[]> = {
  'the type of the argument has the organization': [
    'countConnectionEvents',
    'findActiveAuthority',
    'findConnectionEvents',
    'findInventory',
    'findPeople',
    'findPolicyItems',
    'findTrustedAuthorities',
    'insertAuditRow',
    'insertAuthority',
    'insertConnection',
    'insertGithubAction',
    'insertInstallation',
    'insertMachine',
    'insertRequest',
  ],
  'the id is of a row that the caller found by its organization': [
    'closeConnectionRow',
    'closeRequest',
    'endGrantRow',
    'findAccessEnd',
    'findDecidedAmong',
    'findEndedAmong',
    'findRequester',
    'findRequesters',
    'findLastCredential',
    'findMessageIds',
    'findRevocationCheck',
    'findRevoked',
    'findVersions',
    'hasIssuedCredential',
    'hasMessage',
    'hasSignedIn',
    'insertAccount',
    'lockConnectionForEnd',
    'lockConnectionForUse',
    'lockGrantForEnd',
    'lockGrantForUse',
    'lockOpenings',
    'moveConnection',
    'recordAccountSignIn',
    'recordSignIn',
    'renameAccount',
    'renewKeys',
    'revokeCredentials',
    'revokeTokensOf',
    'saveRevocationCheck',
    'touchConnection',
    'touchRequest',
  ],
  'an installation, and its workspace, belong to one organization': [
    'clearWelcomed',
    'countMessages',
    'deleteChannelMember',
    'deleteChannelMembers',
    'deleteTokenToRevoke',
    'findChannelMembers',
    'findInstallationById',
    'findInstallationOfEnterprise',
    'findInstallationOfTeam',
    'findInstallationPlace',
    'findSealedToken',
    'findSlackAccountOf',
    'findSlackIds',
    'findSlackUser',
    'findTokenToRevoke',
    'findUndelivered',
    'findUnreachable',
    'findWelcomed',
    'isSlackLinked',
    'keepTokenToRevoke',
    'markWelcomed',
    'removeInstallationRow',
    'renameLogChannel',
    'renewInstallation',
    'reviveWithheld',
    'reviveMessages',
    'saveChannelMember',
    'saveSlackLink',
    'setLogChannel',
  ],
  'a sign-in proves which account it is of': ['findSigningInAccount'],
  'the key is a secret that one person has': [
    'decideZliLogin',
    'findLinkInvitation',
    'findPendingZliLogin',
    'findZliLogin',
    'insertLinkInvitation',
    'insertZliLogin',
    'redeemLinkInvitation',
    'redeemZliLogin',
    'sessionAdapter',
  ],
  'the log is an organization’s, or that of the server, which no organization reads': [
    'findCheckpointText',
    'findCheckpointsBeyond',
    'findLastCheckpoint',
    'findPublicKeys',
    'findSealState',
    'findSealedRows',
    'findSigningKey',
    'findUnsignedHead',
    'insertCheckpoint',
    'insertSigningKey',
    'lockForSigning',
  ],
  'a worker, and the operator, serve all organizations': [
    'clearPlace',
    'countAllMessages',
    'countLiveGrants',
    'countRequests',
    'deleteExpiredRows',
    'findInstallationIds',
    'findGap',
    'findJobHealth',
    'findLogs',
    'findLogsToSign',
    'findMessagesWithoutJob',
    'openGap',
    'skipSerials',
    'touchLiveness',
    'findSealedByOtherKeys',
    'findSealedSamples',
    'removeTokenToRevoke',
    'writeSealed',
    'findSealingKeyIds',
    'findUnsealedSeconds',
    'findWriters',
    'insertSlackEvent',
    'isSlackEventPending',
    'leaseMessage',
    'markDelivered',
    'markOpenOutdated',
    'markPossiblySent',
    'markFailed',
    'markPosting',
    'markSlackEventHandled',
    'messageExists',
    'releaseMessage',
    'extendLease',
    'findFolded',
    'findHold',
    'foldLogLines',
    'pauseSlack',
    'postponeMessageRow',
    'findPlace',
    'markOutdated',
    'replaceSealed',
    'sealEvents',
    'takeRefused',
  ],
  'nothing of it is shown: it decides how a cookie is named': ['findWebAddress'],
  'the id is of one server, and nothing of it is shown': ['noteContactRow'],
  'it is about organizations themselves': [
    'ensureOrganization',
    'findOrganization',
    'findOrganizationOf',
    'findTenants',
    'hasOrganizations',
    'isOnlyOrganization',
    'lockFirstOrganization',
    'noteGroupsSent',
    'writeOrganization',
  ],
  'it reads no table of an organization': [
    'canChangeEvidence',
    'connectionSettings',
    'countMigrations',
    'database',
    'databaseNow',
    'disconnect',
    'grantApp',
    'inOneTransaction',
    'inTransaction',
    'isReadOnly',
    'migrate',
    'withMigrationLock',
    'withNamedLock',
  ],
};

test('every query of the database is limited to one organization', () => {
  expect(unlimitedQueries()).toEqual(Object.values(unscoped).flat().sort());
});

function unlimitedQueries(): string[] {
  const folder = join(root, 'lib/db');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const parts = readFileSync(join(folder, file), 'utf8').split(/^(?=(?:export )?(?:async )?function )/m);
      return parts.flatMap((part) => {
        const name = /^export (?:async )?function (\w+)/.exec(part)?.[1];
        return name && /\b(prisma|tx|pool|client|aside|health)\b/.test(part) && !/organizationId/.test(part)
          ? [name]
          : [];
      });
    })
    .sort();
}

/** The functions of a feature that take a context first: its use cases. */
function useCasesOf(feature: string): { name: string; path: string }[] {
  return readdirSync(join(root, 'lib', feature))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const source = readFileSync(join(root, 'lib', feature, file), 'utf8');
      const found = source.matchAll(/^export async function (\w+)\(\s*ctx: Context,?\s*(?!person)[\w)?]/gm);
      return [...found].map(([, name]) => ({ name: name as string, path: `../lib/${feature}/${file}` }));
    });
}

/** What a call returns or throws, as text, and the code of its refusal. Other errors fail the test. */
async function call(path: string, name: string, ctx: Context, args: readonly unknown[]) {
  const useCase = (await modules[path]?.())?.[name];
  if (!useCase) throw new Error(`${name} is not in ${path}`);
  const sent = toText(args);
  try {
    return { text: await readAll(await useCase(ctx, ...args)), sent, code: null };
  } catch (error) {
    if (!(error instanceof AccessError)) throw new Error(`${name} failed`, { cause: error });
    return { text: `${error.message}${toText(error)}`, sent, code: error.code };
  }
}

async function readAll(result: unknown): Promise<string> {
  if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result))
    return toText(result);
  let text = '';
  for await (const chunk of result as AsyncIterable<unknown>) text += toText(chunk);
  return text;
}

function toText(value: unknown): string {
  const plain = (_key: string, one: unknown) => {
    if (typeof one === 'bigint') return String(one);
    if (one instanceof Map || one instanceof Set) return [...one];
    return one;
  };
  return JSON.stringify(value, plain) ?? '';
}

/** Every stored row, jobs included, that holds a mark of an organization. */
async function rowsAbout({ marks }: Filled): Promise<string[]> {
  const { pool } = database();
  const tables = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')`,
  );
  const rows: string[] = [];
  for (const { name } of tables.rows) {
    const found = await pool.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
    rows.push(
      ...found.rows
        .map(({ row }) => `${name} ${row}`)
        .filter((row) => marks.some((mark) => row.includes(mark))),
    );
  }
  return rows.sort();
}
