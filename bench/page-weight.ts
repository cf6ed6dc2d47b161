import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { request } from '@playwright/test';
import { signInQuickly } from '@/e2e/fixtures/console';
import { startProduct } from '@/e2e/fixtures/product';
import { seedScreens } from '@/e2e/fixtures/screens';
import { clearData, integrate, load } from '@/e2e/fixtures/seed';
import { users } from '@/e2e/fixtures/users';

// `npm run bench -- page-weight`, after a build: the JavaScript that each page of the console loads, compressed with
// gzip, compared with an empty page of the same Next version, built here. Excludes what a page loads later, when
// someone opens the command palette or a dialog.

const goals = { reading: 1.35, editor: 1.7 };
const emptyPage = 'bench/empty-page';

execFileSync(process.execPath, ['node_modules/next/dist/bin/next', 'build', emptyPage], {
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  stdio: 'ignore',
});
const empty = weigh(readFileSync(join(emptyPage, '.next/server/app/index.html'), 'utf8'), emptyPage);
const product = await startProduct({ worker: 'off' });
try {
  await clearData(product);
  await load(product, 'e2e/fixtures/acme.yaml');
  await integrate(product);
  const screens = await seedScreens();
  const visitor = await request.newContext({ baseURL: product.appUrl });
  await signInQuickly({ request: visitor }, users.admin);
  console.log(`an empty page: ${kilobytes(empty)} kB of JavaScript, gzip\n`);
  for (const { name, path } of screens) {
    const weight = weigh(await (await visitor.get(path)).text(), '.');
    const kind = isEditor(path) ? 'editor' : 'reading';
    const ratio = weight / empty;
    const goalNote = ratio <= goals[kind] ? '' : `  OVER ${goals[kind]}`;
    console.log(
      `${ratio.toFixed(2)}  ${kilobytes(weight).padStart(6)} kB  ${kind.padEnd(7)}  ${name}${goalNote}`,
    );
  }
  console.log(`\ngoals: at most ${goals.reading} for reading pages, ${goals.editor} for editors`);
  await visitor.dispose();
} finally {
  await product.close();
}

/**
 * The scripts that a page's HTML names, in its tags or for later, without those for old browsers. Bytes after gzip.
 */
function weigh(html: string, folder: string): number {
  const old = new Set(
    [...html.matchAll(/<script[^>]*src="([^"]+)"[^>]*noModule/gi)].map(([, src]) => file(src)),
  );
  const named = new Set([...html.matchAll(/static\/chunks\/[\w.~-]+\.js/g)].map(([name]) => name));
  return [...named]
    .filter((name) => !old.has(name))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, '.next', name)), { level: 9 }).length, 0);
}

function file(src = ''): string {
  return src.slice(src.indexOf('static/'));
}

/** Pages that edit a policy or a target. All others are reading pages. */
function isEditor(path: string): boolean {
  return /^\/(policies\/(?!simulator|issues)[^/]+|inventory\/targets\/(new|[^/]+\/settings))$/.test(path);
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
