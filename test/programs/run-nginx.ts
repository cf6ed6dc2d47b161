import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findNginx } from './nginx';

/**
 * Runs a real nginx, and waits until it answers.
 *
 * @param server the `server` block, which listens on `port` of 127.0.0.1
 * @returns what stops it. Throws with what nginx prints if it does not start.
 */
export async function runNginx(server: string, port: number): Promise<{ close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bzero-nginx-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'temp'), { mode: 0o777 });
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/temp/${name};`)
    .join('\n');
  const config = `daemon off; pid ${folder}/pid; error_log stderr; events {}\nhttp {\naccess_log off;\n${temp}\n${server}\n}\n`;
  const file = join(folder, 'nginx.conf');
  await writeFile(file, config);
  const child = spawn(findNginx(), ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${output}`);
    await wait(50);
  }
  return {
    close: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).catch(() => null);
  return answer !== null;
}
