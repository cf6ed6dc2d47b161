import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installScript, readZli, sha256 } from './zli-install';

let folder: string;
let publicUrl: URL;
let served: string;
const server = createServer((_request, response) => response.end(served));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zli-install-'));
  await writeFile(join(folder, 'bundle'), 'import "node:fs"; console.log(process.env.ZLI_DEFAULT_SERVER);\n');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  publicUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  served = (await readZli(publicUrl, join(folder, 'bundle'))) ?? '';
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

async function run(command: string, args: string[], input: string, env: Record<string, string> = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env } });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { stdout, stderr, code };
}

describe('the install script', () => {
  test('installs a zli that knows the console', async () => {
    const into = join(folder, 'with space');
    const { code, stdout } = await run('sh', [], installScript(publicUrl, sha256(served)), {
      ZLI_INSTALL_DIR: into,
    });
    expect(code).toBe(0);
    expect(stdout).toContain('Add it to your path');
    expect((await readdir(into)).sort()).toEqual(['zli', 'zli.mjs']);
    expect((await run(join(into, 'zli'), [], '')).stdout).toBe(`${publicUrl.origin}\n`);
  });

  test('installs nothing if the digest does not match', async () => {
    const into = join(folder, 'mismatch');
    const { code, stderr } = await run('sh', [], installScript(publicUrl, sha256('another')), {
      ZLI_INSTALL_DIR: into,
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'The digest of the download does not match. Nothing was installed.\n',
    });
    expect(await readdir(into)).toEqual([]);
  });

  test('says what to do without Node', async () => {
    const bin = await mkdtemp(join(folder, 'bin-'));
    await symlink('/bin/sh', join(bin, 'sh'));
    const into = join(folder, 'no-node');
    const { code, stderr } = await run('/bin/sh', [], installScript(publicUrl, sha256(served)), {
      PATH: bin,
      ZLI_INSTALL_DIR: into,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('zli needs Node.js 20 or newer. Install it');
    expect(existsSync(into)).toBe(false);
  });

  test('says what to do with an old Node', async () => {
    const bin = await mkdtemp(join(folder, 'bin-'));
    const old = '#!/bin/sh\n[ "$1" = --version ] && echo v18.20.0 && exit 0\nexit 1\n';
    await writeFile(join(bin, 'node'), old, { mode: 0o755 });
    const into = join(folder, 'old-node');
    const { code, stderr } = await run('/bin/sh', [], installScript(publicUrl, sha256(served)), {
      PATH: bin,
      ZLI_INSTALL_DIR: into,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('this is v18.20.0. Update it');
    expect(existsSync(into)).toBe(false);
  });
});

test('without a build there is no zli', async () => {
  expect(await readZli(publicUrl, join(folder, 'none'))).toBeNull();
});
