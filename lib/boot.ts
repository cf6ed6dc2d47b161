import { answerCall } from '@/lib/api/dispatch';
import { writeCalls } from '@/lib/audit/note-call';
import { writeRefusals } from '@/lib/audit/note-refusal';
import { EnvError, env } from '@/lib/env';
import { startWorkers } from '@/lib/jobs/start-workers';
import { log } from '@/lib/log';
import { slackEndpoints } from '@/lib/slack/inbound/endpoints';

type Stop = () => Promise<void>;

/** Read by server/serve-next.ts, which is no part of the app's bundle. */
const shutdown = Symbol.for('bzero.shutdown');
const slack = Symbol.for('bzero.slack');
const api = Symbol.for('bzero.api');
const shared = globalThis as {
  [shutdown]?: Stop[];
  [slack]?: typeof slackEndpoints;
  [api]?: typeof answerCall;
  bzeroBooted?: boolean;
};

const pauseMs = 5_000;

/**
 * Reads the environment and, unless WORKER=off, starts the workers. While the database is not reachable, the web server
 * runs without them, and starting them is retried.
 */
export function boot(): void {
  // A build has no database and does no work; a development server calls this again at each change.
  if (process.env.NEXT_PHASE === 'phase-production-build' || shared.bzeroBooted) return;
  shared.bzeroBooted = true;
  shared[shutdown] ??= [];
  shared[shutdown].push(writeRefusals, writeCalls);
  shared[slack] = slackEndpoints;
  shared[api] = answerCall;
  if (readEnv().worker === 'off') return;
  // From the same variable as lib/db: the launcher sets it when it starts the embedded database.
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) {
    log().warn('DATABASE_URL is missing, so no workers run');
    return;
  }
  keepWorkersRunning(databaseUrl);
}

function readEnv() {
  try {
    return env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    log().fatal(error.message);
    process.exit(1);
  }
}

function keepWorkersRunning(databaseUrl: string): void {
  let stopped = false;
  let workers: { stop: Stop } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const start = async (): Promise<void> => {
    try {
      workers = await startWorkers({ databaseUrl });
    } catch (error) {
      log().error(
        { err: error instanceof Error ? error.message : String(error) },
        'the workers did not start',
      );
      if (!stopped) timer = setTimeout(() => void start(), pauseMs);
    }
  };
  const starting = start();
  shared[shutdown]?.push(async () => {
    stopped = true;
    clearTimeout(timer);
    await starting;
    await workers?.stop();
  });
}
