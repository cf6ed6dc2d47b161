// `npm run audit:verify`: verifies the audit logs of all organizations, and of the events that belong to none, while the
// product runs or not. Exits with 1 if one is not complete and unchanged.
import { existsSync } from 'node:fs';
import { verifyLog } from '@/lib/audit/verify-log';
import { findLogs, findSealState } from '@/lib/db/audit/sealing';
import { disconnect } from '@/lib/db/client';
import { EnvError, loadOperatorEnv } from '@/lib/env';
import { describeReport } from '@/lib/verify-audit.mjs';
import { prepareDatabase } from '@/server/prepare-database';
import { ResourceStack } from '@/server/resource-stack';
import { StartFailure } from '@/server/start-failure';

process.noDeprecation = true;
try {
  await verifyAll();
} catch (error) {
  const isForOperators = error instanceof EnvError || error instanceof StartFailure;
  const text = error instanceof Error && !isForOperators ? error.stack : (error as Error).message;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

async function verifyAll(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const resources = new ResourceStack();
  try {
    await prepareDatabase(loadOperatorEnv(process.env), resources);
    resources.add(disconnect);
    for (const { log, name } of await findLogs()) await verify(log, name);
  } finally {
    await resources.close();
  }
}

async function verify(log: string, name: string): Promise<void> {
  const onProgress = (events: number, total: number) => {
    process.stderr.write(`${name}: ${events} of ${total} events …\n`);
  };
  const report = await verifyLog(log, { onProgress, signal: new AbortController().signal });
  const { unsealedSeconds } = await findSealState(log);
  const late = Math.round(unsealedSeconds ?? 0);
  const unsealed = late > 5 ? ` Events of the last ${late} s are not sealed: check that a worker runs.` : '';
  console.log(`${name} (${log}): ${describeReport(report)}${unsealed}`);
  if (report.fault) process.exitCode = 1;
}
