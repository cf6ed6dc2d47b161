import './test-env';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { demoTeams, localApp } from '@/emulators/slack/seed';
import { type LocalSlack, startSlack } from '@/emulators/slack/start';
import { database } from '@/lib/db/client';
import { startWorkers } from '@/lib/jobs/start-workers';
import { scopes } from '@/lib/slack/install/scopes';
import { saveInstallation } from '@/lib/slack-installation/save-installation';
import { makeOrganization, newInstallation, type TestOrganization } from './factories';
import { useDatabase } from './use-database';

export const teamId = 'T0ACME';

// No server listens here: these tests don't use what Slack sends.
const publicUrl = 'http://localhost:1';

export type SlackWorld = {
  slack: LocalSlack;
  organization: TestOrganization;
  /** The active installation of the organization in the workspace, with every scope. Empty if there is none. */
  installationId: string;
};

/**
 * Provides a test file with a database and a local Slack. Each test begins with an empty workspace and a new
 * organization, which is connected to the workspace by default. The organization of the test before is disconnected.
 */
export function useSlackWorld(integrated = true): SlackWorld & ReturnType<typeof useDatabase> {
  const world = { ...useDatabase() } as SlackWorld & ReturnType<typeof useDatabase>;
  beforeAll(async () => {
    world.slack = await startSlack({ app: localApp(publicUrl), teams: demoTeams });
    process.env.NEXTAUTH_URL = publicUrl;
    process.env.SLACK_API_URL = world.slack.apiUrl;
    process.env.SLACK_AUTHORIZE_URL = world.slack.authorizeUrl;
    delete (globalThis as { bzeroEnv?: unknown }).bzeroEnv;
  }, 60_000);
  afterAll(() => world.slack.close());
  beforeEach(async () => {
    world.slack.control.reset();
    await database().pool.query(forgetSlack);
    world.organization = await makeOrganization(false);
    world.installationId = integrated ? await integrateWith(world) : '';
  });
  return world;
}

const forgetSlack = `
  UPDATE "slack_installation" SET "removed_at" = now(), "token_sealed" = NULL, "token_key_id" = NULL;
  DELETE FROM "slack_link"; DELETE FROM "slack_user"; DELETE FROM pgboss.job`;

/** Connects the organization to the workspace. Returns the installation's id. */
export async function integrateWith({ slack, organization }: SlackWorld): Promise<string> {
  const { token, botUserId } = slack.control.install(teamId, 'U0ADMIN', [...scopes]);
  const installer = {
    slackUserId: 'U0ADMIN',
    email: organization.admin.email,
    isTeamAdmin: true,
    barred: null,
  };
  const made = newInstallation(organization, {
    teamId,
    appId: 'A0LOCALAPP',
    token,
    botUserId,
    scopes: [...scopes],
    installer,
  });
  const saved = await saveInstallation(organization.admin.ctx, made);
  if (typeof saved === 'string') throw new Error(saved);
  return saved.id;
}

/** Runs the product's workers while `during` runs. */
export async function withWorkers<T>(during: () => Promise<T>): Promise<T> {
  const workers = await startWorkers({ databaseUrl: process.env.DATABASE_URL ?? '' });
  try {
    return await during();
  } finally {
    await workers.stop();
  }
}
