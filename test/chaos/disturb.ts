import { setTimeout as wait } from 'node:timers/promises';
import type { FaultSpec } from '@/emulators/slack/config';
import type { Control } from '@/emulators/slack/control';
import type { TcpProxy } from '@/test/tcp-proxy';
import type { AppProcess } from './app-process';
import { makeRandom, type Random } from './random';

export type Disturbed = {
  apps: readonly [AppProcess, AppProcess];
  /** between callers and the processes */
  callers: TcpProxy;
  /** between the processes and the database; null where they start an embedded one themselves */
  database: TcpProxy | null;
  restartDatabase(how: 'shutdown' | 'crash'): Promise<void>;
  /** lets one person's access expire soon */
  expireSome(): Promise<void>;
  control: Control;
};

/** Disturbs the product, one disturbance after the other, at random by the seed. Each is told to `log`. */
export async function disturb(
  about: Disturbed,
  options: { seed: number; stopping: AbortSignal; log(line: string): void },
): Promise<void> {
  const random = makeRandom(options.seed, 'disturbances');
  while (!options.stopping.aborted) {
    await wait(random.integer(500, 2_500));
    options.log(await disturbOnce(about, random));
  }
}

/** Ends what lasts: processes run, Slack answers. */
export function calm({ apps, control }: Disturbed): void {
  for (const app of apps) app.resume();
  control.clearFaults();
}

async function disturbOnce(about: Disturbed, random: Random): Promise<string> {
  const choice = random.integer(1, 20);
  const app = random.pick(about.apps);
  if (choice <= 3) {
    app.kill();
    return `kill -9 of the process on port ${app.port}`;
  }
  if (choice <= 5) return pauseFor(app, random.integer(500, 6_000));
  if (choice <= 7) return restart(about, random.pick(['shutdown', 'crash']));
  if (choice <= 10) return breakConnections(about, random);
  if (choice <= 13) {
    await about.expireSome();
    return 'access expires';
  }
  if (choice <= 15) return outage(about.control, random);
  return addFaults(about.control, random);
}

async function pauseFor(app: AppProcess, ms: number): Promise<string> {
  app.pause();
  await wait(ms);
  app.resume();
  return `the process on port ${app.port} did not run for ${ms} ms`;
}

async function restart(about: Disturbed, how: 'shutdown' | 'crash'): Promise<string> {
  await about.restartDatabase(how);
  return `restart of the database after a ${how}`;
}

function breakConnections({ callers, database }: Disturbed, random: Random): string {
  const proxy = database && random.chance(0.6) ? database : callers;
  const how = random.pick<'silence' | 'reset'>(['silence', 'reset']);
  proxy[how]();
  return `${how} of the connections of ${proxy === callers ? 'callers' : 'the database'}`;
}

const methods = [
  'chat.postMessage',
  'chat.update',
  'conversations.open',
  'conversations.history',
  '*',
] as const;
const kinds = ['ratelimited', 'http500', 'timeout', 'hang', 'reset', 'lost-answer', 'slow'] as const;

function addFaults(control: Control, random: Random): string {
  const kind = random.pick(kinds);
  const fault: FaultSpec = { method: random.pick(methods), kind, times: random.integer(1, 4) };
  control.addFault({ ...fault, afterMs: random.integer(100, 3_000), retryAfter: random.integer(1, 3) });
  return `Slack: ${fault.times} times ${kind} for ${fault.method}`;
}

async function outage(control: Control, random: Random): Promise<string> {
  const kind = random.pick<FaultSpec['kind']>(['http500', 'reset', 'ratelimited']);
  const ms = random.integer(1_000, 4_000);
  control.addFault({ method: '*', kind, times: 0, retryAfter: 1 });
  await wait(ms);
  control.clearFaults();
  return `Slack: ${kind} for everything during ${ms} ms`;
}
