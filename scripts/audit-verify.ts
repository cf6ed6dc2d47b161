// `npm run audit:verify`: verifies the audit logs of all organizations, and of the events that belong to none, while the
// product runs or not. Exits with 1 if one is not complete and unchanged.
import { verifyLog } from '@/lib/audit/verify-log';
import { findLogs, findSealState } from '@/lib/db/audit/sealing';
import { describeReport } from '@/lib/verify-audit.mjs';
import { runOperatorCommand } from './operator-command';

await runOperatorCommand(async () => {
  for (const { log, name } of await findLogs()) await verify(log, name);
});

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
