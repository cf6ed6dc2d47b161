import '@/test/test-env';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { applyEnvironment, startLocalEnvironment } from '@/emulators/local-environment';
import type { Control } from '@/emulators/slack/control';
import { database, disconnect } from '@/lib/db/client';
import { scopes } from '@/lib/slack/install/scopes';
import { saveInstallation } from '@/lib/slack-installation/save-installation';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { freePort } from '@/server/free-port';
import { prepareTables } from '@/server/prepare-tables';
import type { ResourceStack } from '@/server/resource-stack';
import { tokenOf } from '@/test/api-client';
import { linkSlack, makeOrganization, makeRequestable, newInstallation, signIn } from '@/test/factories';
import { TcpProxy } from '@/test/tcp-proxy';
import { AppProcess } from './app-process';
import { ChaosDatabase } from './chaos-database';
import type { Disturbed } from './disturb';
import { makeRandom } from './random';
import { until } from './until';
import type { Actor, Workload } from './workload';

const teamId = 'T0ACME';

export type ChaosOptions = {
  seed: number;
  seconds: number;
  database: 'embedded' | 'external';
  /** gets the output of the processes */
  logFolder: string;
};

/** Two processes of the product on one database, its people, and what can be disturbed. */
export type ChaosWorld = { organizationId: string; workload: Workload; disturbed: Disturbed };

/** Starts everything that a run needs. `stack` gets what stops it. Throws when the product is not built. */
export async function startChaosWorld(options: ChaosOptions, stack: ResourceStack): Promise<ChaosWorld> {
  if (!existsSync('.next/BUILD_ID')) throw new Error('The app is not built yet: run npm run build first.');
  const dataDir = makeTemporaryDataFolder();
  stack.add(async () => rmSync(dataDir, { recursive: true, force: true }));
  const server = new ChaosDatabase(dataDir);
  stack.add(() => server.close());
  const { url, ownerUrl } = await server.start();
  await prepareTables({ url, ownerUrl });

  const steady = await listen(new TcpProxy(() => server.ports()), stack);
  const random = makeRandom(options.seed, 'network');
  const ports = [await freePort(), await freePort()] as const;
  const callers = await listen(
    new TcpProxy(() => (random.chance(0.5) ? ports : [...ports].reverse())),
    stack,
  );
  const databaseProxy =
    options.database === 'external' ? await listen(new TcpProxy(() => server.ports()), stack) : null;
  const local = await startLocalEnvironment({ port: callers.port, dataDir }, stack);
  applyEnvironment({ ...local.env, DATABASE_URL: at(url, steady.port), LOG_LEVEL: 'silent' });
  delete (globalThis as { bzeroEnv?: unknown }).bzeroEnv;
  stack.add(disconnect);
  const { organizationId, actors, targetIds } = await makePeople(local.slack.control);

  mkdirSync(options.logFolder, { recursive: true });
  const { DATABASE_URL: _, ...inherited } = process.env;
  const env: NodeJS.ProcessEnv = {
    ...inherited,
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    ...(databaseProxy && {
      DATABASE_URL: at(url, databaseProxy.port),
      DATABASE_OWNER_URL: at(ownerUrl, databaseProxy.port),
    }),
  };
  const app = (index: 0 | 1, clockSkewMs: number) =>
    new AppProcess({
      port: ports[index],
      env,
      clockSkewMs,
      logPath: join(options.logFolder, `${options.seed}-process-${index + 1}.log`),
    });
  const apps = [app(0, 0), app(1, random.pick([-600_000, 600_000]))] as const;
  stack.add(async () => void (await Promise.all(apps.map((each) => each.close()))));
  for (const each of apps) each.start();
  await untilReady(apps);

  const { control } = local.slack;
  return {
    organizationId,
    workload: { appUrl: local.appUrl, actors, targetIds, control, teamId },
    disturbed: {
      apps,
      callers: callers.proxy,
      database: databaseProxy?.proxy ?? null,
      restartDatabase: (how) => server.restart(how),
      expireSome: () => expireSome(at(ownerUrl, steady.port)),
      control,
    },
  };
}

async function listen(proxy: TcpProxy, stack: ResourceStack): Promise<{ proxy: TcpProxy; port: number }> {
  stack.add(async () => proxy.close());
  return { proxy, port: await proxy.listen() };
}

/** The same address on another port of this machine. */
function at(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}

/** Two admins with linked Slack accounts, three engineers, two targets with automatic approval and two without. */
async function makePeople(
  control: Control,
): Promise<{ organizationId: string; actors: Actor[]; targetIds: [string, ...string[]] }> {
  const organization = await makeOrganization(false);
  const { token, botUserId } = control.install(teamId, 'U0ADMIN', [...scopes]);
  const installer = { slackUserId: 'U0ADMIN', email: 'admin@acme.test', isTeamAdmin: true, barred: null };
  const about = { teamId, appId: 'A0LOCALAPP', token, botUserId, scopes: [...scopes], installer };
  const saved = await saveInstallation(
    organization.admin.ctx,
    newInstallation({ ...organization, teamId }, about),
  );
  if (typeof saved === 'string') throw new Error(saved);
  const second = await signIn(organization, 'second@acme.test');
  await database().prisma.user.update({ where: { id: second.id }, data: { role: 'Admin' } });
  await linkSlack(second, teamId, 'U0SECOND');
  const engineers = [
    { person: await signIn(organization, 'engineer@acme.test'), slackUserId: 'U0ENGINEER' },
    { person: await signIn(organization, 'dba@acme.test'), slackUserId: 'U0DBA' },
    { person: await signIn(organization, 'support@acme.test'), slackUserId: 'U0SUPPORT' },
  ];
  const people = engineers.map(({ person }) => person);
  const targetIds: string[] = [];
  for (const automaticallyApproved of [true, true, false, false]) {
    const { target } = await makeRequestable(organization, people, { automaticallyApproved });
    targetIds.push(target.id);
  }
  const all = [
    { person: organization.admin, slackUserId: 'U0ADMIN' },
    { person: second, slackUserId: 'U0SECOND' },
    ...engineers,
  ];
  const actors: Actor[] = [];
  for (const [index, { person, slackUserId }] of all.entries()) {
    const token = await tokenOf(person);
    actors.push({ email: person.email, token, isAdmin: index < 2, slackUserId });
  }
  return { organizationId: organization.id, actors, targetIds: targetIds as [string, ...string[]] };
}

/** Lets one access expire in 1.5 s instead of an hour: late enough for this change to be visible by then. */
async function expireSome(ownerUrl: string): Promise<void> {
  await asOwner(
    ownerUrl,
    `UPDATE "grant" SET "expires_at" = now() + interval '1500 ms' WHERE "id" IN (
       SELECT "id" FROM "grant" WHERE "state" = 'Active' AND "expires_at" > now() + interval '1 minute'
       ORDER BY "starts_at" LIMIT 1 FOR UPDATE SKIP LOCKED)`,
  );
}

async function asOwner(ownerUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Waits until every process can serve requests. */
export async function untilReady(apps: readonly AppProcess[]): Promise<void> {
  await until('both processes are ready', async () => {
    const ready = await Promise.all(apps.map((app) => app.isReady()));
    return ready.every(Boolean);
  });
}
