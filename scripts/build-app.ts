import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleZli, zliBundle } from '@/cli/bundle-zli';
import { StartFailure } from '@/server/start-failure';

/** Everything the build reads. */
const SOURCES = [
  'app',
  'cli',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.js',
  'package.json', // zli knows its version
  'package-lock.json',
  'postcss.config.mjs',
  'prisma', // not generated/, which is written anew before each start
  'tsconfig.json',
];

/** Tells whether there is a build of the app and of zli, and no source was changed, added or removed since. */
export function isBuilt(): boolean {
  const built = Math.min(modified('.next/BUILD_ID'), modified(zliBundle));
  return built > 0 && SOURCES.every((source) => newest(source) <= built);
}

/**
 * Builds the app for production, and zli. The output is shown only when it fails.
 *
 * @throws StartFailure after a failure, with what the build said.
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
  if (code !== 0) throw new StartFailure(`${output}\nthe build failed`);
  await bundleZli(zliBundle);
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const own = modified(path);
  if (!statSync(path).isDirectory()) return own;
  // A folder's own time tells of files that were added or removed.
  return Math.max(own, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
