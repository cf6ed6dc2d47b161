import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { freePort } from '@/server/free-port';
import { benchKey } from './store-bench-organization';

/** A server that a bench measures: its process, its port, and its address without a slash at the end. */
export type ServerProcess = { child: ChildProcess; port: number; base: string };

/**
 * Starts a program of this repository on a free port, in production mode, and waits until `path` answers without a fault of
 * the server. Throws an `Error` if it does not within half a minute; the process then runs until `stopServerProcess`.
 *
 * @param args the arguments of Node
 * @param env more variables, such as DATABASE_URL
 * @param onStart gets the process before the wait
 */
export async function startServerProcess(
  args: readonly string[],
  path: string,
  env: Record<string, string>,
  onStart: (child: ChildProcess) => void,
): Promise<ServerProcess> {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      DEMO: '1',
      NODE_ENV: 'production',
      PORT: String(port),
      NEXTAUTH_URL: base,
      NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
      ENCRYPTION_KEYS: `${benchKey.id}:${benchKey.key.toString('base64')}`,
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onStart(child);
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(`${base}${path}`).catch(() => null);
    if (answer && answer.status < 500) return { child, port, base };
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${args.at(-1)} did not become ready`);
}

/** Stops a server and waits for its end. One that has ended stays so. */
export async function stopServerProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Milliseconds of CPU time that a process has used. The kernel counts in hundredths of a second (proc(5)). */
export function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
