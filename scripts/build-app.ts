import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleZli, zliBundle } from '@/cli/bundle-zli';
import { bundleServer, serverBundle } from '@/server/bundle-server';
import { StartFailure } from '@/server/start-failure';

/** The inputs of the build. */
const sources = [
  'app',
  'cli',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.js',
  'package.json', // zli contains its version
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'server',
  'prisma', // not generated/, which can be written before each start
  'tsconfig.json',
];

/** Whether the app and zli are built, and no source has been changed, added or removed since then. */
export function isBuilt(): boolean {
  const built = Math.min(...['.next/BUILD_ID', zliBundle, serverBundle].map(modified));
  return built > 0 && sources.every((source) => newest(source) <= built);
}

/**
 * Builds the app for production, its server, and zli. Shows the output of the build only if it fails.
 *
 * Throws `StartFailure` with that output.
 */
export async function buildApp(signal: AbortSignal): Promise<void> {
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { env, signal });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) throw new StartFailure(`${output}\nThe build failed: see the output above.`);
  await Promise.all([bundleZli(zliBundle), bundleServer(serverBundle)]);
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const own = modified(path);
  if (!statSync(path).isDirectory()) return own;
  // The time of a folder changes when files are added or removed.
  return Math.max(own, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
