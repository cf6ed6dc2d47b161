// `npm run bench -- zli-startup`: how long `zli list-targets` takes against a fake server that responds immediately,
// compared with a Node process that does nothing. The two alternate, so that other load affects both.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { bundleZli, zliBundle } from '@/cli/bundle-zli';
import { writeSettings } from '@/cli/state/settings';
import { storeToken } from '@/cli/state/token-store';

const runs = 20;
const limitMs = 300;

await bundleZli(zliBundle);
// In a worker thread, because this thread blocks during each call.
const answers = new Worker(
  `const { parentPort } = require('node:worker_threads');
   const lists = JSON.stringify({ Shell: [], FileTransfer: [], Ssh: [], Rdp: [], SqlServer: [], Kubernetes: [], Db: [], Web: [] });
   const server = require('node:http').createServer((request, response) =>
     response.setHeader('content-type', 'application/json').end(request.url.endsWith('targets') ? lists : '[]'));
   server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`,
  { eval: true },
);
const port = await new Promise<number>((given) => answers.once('message', given));
const server = `http://127.0.0.1:${port}`;
const path = join(mkdtempSync(join(tmpdir(), 'zli-bench-')), 'state');
const folder = { path, isOwn: true };
writeSettings(folder, { server, tokens: { [server]: await storeToken(folder, server, 'token') } });

const zli = [resolve('cli/zli.mjs'), 'list-targets', '--json'];
const [bare, full]: [number[], number[]] = [[], []];
for (let index = 0; index < runs; index++) {
  bare.push(run(['-e', '0']));
  full.push(run(zli));
}
await answers.terminate();
rmSync(path, { recursive: true, force: true });

const [node, list] = [median(bare), median(full)];
const own = list - node;
console.log(`node -e 0: ${node.toFixed(0)} ms (median of ${runs}, best ${Math.min(...bare).toFixed(0)})`);
console.log(`zli list-targets --json: ${list.toFixed(0)} ms (best ${Math.min(...full).toFixed(0)})`);
console.log(`own time ${own.toFixed(0)} ms, limit ${limitMs}; ratio ${(list / node).toFixed(2)}`);
if (own >= limitMs) process.exitCode = 1;

function run(args: readonly string[]): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, ZLI_CONFIG_DIR: path },
  });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
