import { PgBoss } from 'pg-boss';
import { connectionSettings, silenceMs } from '@/lib/db/pool';

/** The data of a job, by queue. */
export type Jobs = {
  'deliver-slack': { messageId: string };
  'expire-grant': { organizationId: string; requestId: string };
  'notify-ending': { organizationId: string; requestId: string };
  'lapse-request': { organizationId: string; requestId: string };
  'remind-admins': { organizationId: string; requestId: string };
  'sync-log-channel': { installationId: string };
  'publish-home': { installationId: string; userId: string };
  /** `body` is the request as Slack sent it */
  'handle-slack-event': { body: string };
  'greet-slack-user': { installationId: string; slackUserId: string };
  /** jobs of earlier versions have no `id` */
  'notify-device-login': {
    id?: string;
    installationId: string;
    userId: string;
    device: string;
    address: string | null;
  };
  'revoke-slack-token': { installationId: string };
  'recheck-connections': { organizationId: string };
  'check-door': { organizationId: string; requestId: string };
  'call-provisioner': { organizationId: string; connectionId: string };
  'check-provisioner': { organizationId: string; targetId: string };
  'check-due-provisioners': Record<string, never>;
  'check-log-channels': Record<string, never>;
  'archive-offline': Record<string, never>;
  sweep: Record<string, never>;
};

export type Queue = keyof Jobs;

export const queues: readonly Queue[] = [
  'deliver-slack',
  'expire-grant',
  'notify-ending',
  'lapse-request',
  'remind-admins',
  'sync-log-channel',
  'publish-home',
  'handle-slack-event',
  'greet-slack-user',
  'notify-device-login',
  'revoke-slack-token',
  'recheck-connections',
  'check-door',
  'call-provisioner',
  'check-provisioner',
  'check-due-provisioners',
  'check-log-channels',
  'archive-offline',
  'sweep',
];

/**
 * Creates the queues. A job whose worker dies runs again after a minute; one that throws is retried with growing pauses,
 * for about a day.
 */
export async function createQueues(boss: PgBoss): Promise<void> {
  const options = {
    retryLimit: 12,
    retryBackoff: true,
    retryDelay: 1,
    retryDelayMax: 3600,
    expireInSeconds: 60,
  };
  for (const queue of queues) await boss.createQueue(queue, options);
}

// Its pool closes a connection whose statement was not answered in time.
const queueSettings = { ...connectionSettings(), query_timeout: silenceMs };

/** A worker's pg-boss, which the caller starts and stops. */
export function newBoss(connectionString: string): PgBoss {
  return new PgBoss({
    connectionString,
    max: 4,
    application_name: 'bzero-worker',
    ...queueSettings,
  });
}

/**
 * Creates or updates the job tables and queues of a database. Sending a job needs them, also before a worker runs.
 *
 * @param options `createSchema` is false where the owner of the database made the schema for this role.
 */
export async function createQueueTables(
  databaseUrl: string,
  options: { createSchema: boolean },
): Promise<void> {
  const { createSchema } = options;
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 1,
    supervise: false,
    schedule: false,
    createSchema,
  });
  boss.on('error', () => undefined); // the calls below throw what fails
  await boss.start();
  try {
    await createQueues(boss);
  } finally {
    await boss.stop({ graceful: false });
  }
}
