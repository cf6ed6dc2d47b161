import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Api, openApi } from '@/cli/http/api';
import { writeSettings } from '@/cli/state/settings';
import { storeToken } from '@/cli/state/token-store';
import { changeTargetUsers, createZliLogin } from '@/e2e/fixtures/actions';
import { policyNamed } from '@/e2e/fixtures/policies';
import { startProduct } from '@/e2e/fixtures/product';
import { clearData, contextOf, integrate, load } from '@/e2e/fixtures/seed';
import { users } from '@/e2e/fixtures/users';
import { database } from '@/lib/db/client';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { ResourceStack } from '@/server/resource-stack';
import { loginAccounts, startSshd } from '@/test/sshd';

/** The built product with a real server, the API as an admin's console calls it, and an engineer's terminals. */
export type AccessWorld = {
  admin: Api;
  /** Runs `zli connect --wait` in a terminal until it waits for the approval of a new request. */
  requestShell(): Promise<WaitingShell>;
  close(): Promise<void>;
};

export type WaitingShell = {
  requestId: string;
  /** Resolves once a command that was typed while `zli` waited has printed its output. */
  usable: Promise<void>;
  /** Resolves when `zli` has exited. */
  ended: Promise<void>;
};

// Under root an account without a profile: how long that of root takes is up to this machine.
const account = loginAccounts().at(-1) ?? 'root';

/** Starts the product, the server and a login of zli. Needs a build. */
export async function startAccessWorld(): Promise<AccessWorld> {
  let world: Omit<AccessWorld, 'close'> | undefined;
  const resources = await ResourceStack.run(async (stack) => {
    const product = await startProduct({ worker: 'inline' });
    stack.add(product.close);
    await clearData(product);
    await load(product, 'e2e/fixtures/acme.yaml');
    await integrate(product);
    await changeTargetUsers(users.admin, await policyNamed('Prod servers'), [account]);
    stack.add(await serveTarget());
    const folder = mkdtempSync(join(tmpdir(), 'zli-bench-'));
    stack.add(async () => rmSync(folder, { recursive: true, force: true }));
    await logIn(folder, product.appUrl);
    const admin = openApi(product.appUrl, await createZliLogin(users.admin, 'console'), () => {});
    world = { admin, requestShell: () => requestShell(folder) };
  });
  if (!world) throw new Error('unreachable');
  return { ...world, close: () => resources.close() };
}

/** The median and the slowest of some times in milliseconds, as a text; the process fails above the limit. */
export function report(what: string, times: readonly number[], limitMs: number): void {
  const sorted = [...times].sort((a, b) => a - b);
  const [median = 0, slowest = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log(
    `${what}: median ${median.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms of ${times.length} rounds (limit ${limitMs} ms)`,
  );
  if (slowest > limitMs) process.exitCode = 1;
}

/** Starts an sshd as prod-web. Returns what stops it. */
async function serveTarget(): Promise<() => Promise<void>> {
  const { prisma } = database();
  const { id } = await prisma.target.findFirstOrThrow({ where: { name: 'prod-web' } });
  const { caPublicKeys, principals } = await getSshdSetup(await contextOf(users.admin.email), {
    targetId: id,
  });
  const sshd = await startSshd({ caPublicKeys, principals });
  const data = { host: '127.0.0.1', port: sshd.port, serverIdentity: sshd.hostKey };
  await prisma.target.update({ where: { id }, data });
  return sshd.stop;
}

async function logIn(path: string, server: string): Promise<void> {
  const folder = { path, isOwn: true };
  const place = await storeToken(folder, server, await createZliLogin(users.engineer, 'laptop'));
  writeSettings(folder, { server, tokens: { [server]: place } });
}

async function requestShell(folder: string): Promise<WaitingShell> {
  const zli = `'${process.execPath}' '${resolve('dist/zli.mjs')}' connect ${account}@prod-web.prod --reason 'The disk is full' --wait`;
  const child = spawn('script', ['-qefc', zli, '/dev/null'], {
    env: { ...process.env, NODE_ENV: 'production', ZLI_CONFIG_DIR: folder, ZLI_SERVER: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  const news = new EventEmitter();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    news.emit('news');
  });
  const ended = once(child, 'close').then(() => void news.emit('news'));
  const prints = async (text: string) => {
    while (!output.includes(text)) {
      if (child.exitCode !== null) throw new Error(`zli ended without printing ${text}: ${output}`);
      await once(news, 'news');
    }
  };
  await prints('Waiting for approval.');
  // The terminal shows the line too, so the output is another text.
  child.stdin.write('echo usable-$((40 + 2))\n');
  const { id } = await database().prisma.accessRequest.findFirstOrThrow({ where: { state: 'Pending' } });
  return { requestId: id, usable: prints('usable-42'), ended };
}
