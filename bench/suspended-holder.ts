import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { submitRequest } from '@/lib/access/submit-request';
import { disconnect } from '@/lib/db/client';
import { checkReady } from '@/lib/health/check-ready';
import { toAccessError } from '@/lib/to-access-error';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { prepareDatabase } from '@/server/prepare-database';
import { ResourceStack } from '@/server/resource-stack';
import { asRoot, makeOrganization, makeRequestable, signIn } from '@/test/factories';

// `npm run bench -- suspended-holder`: another process takes the lock of an organization's rules and is stopped
// (SIGSTOP). How long no request succeeds, and how long the slowest call and readiness check take. Fails when service
// resumes after more than 15 s, or readiness takes more than 2 s.

const limits = { resumesMs: 15_000, readyMs: 2_000 };

const dataDir = makeTemporaryDataFolder();
const resources = await ResourceStack.run(async (stack) => {
  await prepareDatabase({ databaseUrl: undefined, dataDir }, stack);
  stack.add(disconnect);
});
try {
  const organization = await makeOrganization();
  const person = await signIn(organization, 'engineer@acme.test');
  const { target } = await makeRequestable(organization, [person]);
  const holder = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'hold-rules.ts'), organization.id],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(holder.stdout, 'data');
  holder.kill('SIGSTOP');

  const stoppedAt = performance.now();
  let [slowestCall, slowestReady, refused] = [0, 0, 0];
  for (let isOver = false; !isOver; ) {
    const [call, ready] = await Promise.all([
      timed(() => submitRequest(person.ctx, asRoot(target))),
      timed(checkReady),
    ]);
    slowestCall = Math.max(slowestCall, call.ms);
    slowestReady = Math.max(slowestReady, ready.ms);
    isOver = call.error === undefined;
    if (!isOver && toAccessError(call.error)?.code !== 'busy') throw call.error;
    if (!isOver) refused++;
    if (!isOver) await pause(100);
  }
  const resumesMs = performance.now() - stoppedAt;
  holder.kill('SIGKILL');
  console.log(
    `beside a stopped holder of the lock: service resumes after ${resumesMs.toFixed(0)} ms (limit ${limits.resumesMs}), ` +
      `${refused} calls were told "busy", the slowest after ${slowestCall.toFixed(0)} ms; ` +
      `readiness answers within ${slowestReady.toFixed(0)} ms (limit ${limits.readyMs})`,
  );
  if (resumesMs > limits.resumesMs || slowestReady > limits.readyMs) process.exitCode = 1;
} finally {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function timed(work: () => Promise<unknown>): Promise<{ ms: number; error?: unknown }> {
  const begun = performance.now();
  const error = await work().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { ms: performance.now() - begun, ...(error !== undefined && { error }) };
}
