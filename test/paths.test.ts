import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles, readTexts, root } from './source-text';

const files = listFiles();
const documents = files.filter((file) => file.endsWith('.md'));
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => files.some((file) => file.startsWith(`${name}/`)));

/** Starts with a folder of the root and has a file or a folder below it. Route folders may have brackets. */
const part = String.raw`(?:[\w.*@-]|\(\w+\)|\[[\w.]+\])+`;
const pathFromRoot = new RegExp(`(?<![\\w./@~:-])(?:${folders.map(quote).join('|')})(?:/${part})+`, 'g');
const fileInBackticks = /`([\w.-]+\.(?:md|tsx?|mjs|json|ya?ml|css|sql|prisma))`/g;
const markdownLink = /\[[^\]]*\]\(([^)\s]+)\)/g;

type Mention = { where: string; path: string };

const mentions = files.flatMap((file) =>
  readTexts(file)
    .filter(({ kind }) => kind === 'comment' || kind === 'prose')
    .flatMap(({ line, text }) =>
      [...text.matchAll(pathFromRoot)].map(
        ([path]): Mention => ({ where: `${file}:${line}`, path: trim(path) }),
      ),
    ),
);

test('every path that a document or a comment names exists', () => {
  expect(mentions.filter(({ path }) => !isThere(path)).map(show)).toEqual([]);
});

test('every file that a document names in backticks is beside it or at the root', () => {
  const named = find(documents, fileInBackticks);
  const missing = named.filter(
    ({ file, target }) => !existsSync(join(root, dirname(file), target)) && !existsSync(join(root, target)),
  );
  expect(missing.map(({ where, target }) => show({ where, path: target }))).toEqual([]);
});

test('every link of a document leads to a file, and to a heading where it names one', () => {
  const links = find(documents, markdownLink).filter(({ target }) => !/^\w+:/.test(target));
  const broken = links.filter(({ file, target }) => {
    const [path = '', anchor] = target.split('#');
    const goal = path === '' ? file : normalize(join(dirname(file), path));
    if (!existsSync(join(root, goal))) return true;
    return anchor !== undefined && !anchorsOf(goal).includes(anchor);
  });
  expect(broken.map(({ where, target }) => show({ where, path: target }))).toEqual([]);
});

test('the test finds paths, and only paths', () => {
  expect(mentions.length).toBeGreaterThan(20);
  const found = (text: string) => [...text.matchAll(pathFromRoot)].map(([path]) => trim(path));
  expect(found('see `docs/rules.md`, lib/core/access and app/(console)/users/[id]/page.tsx.')).toEqual([
    'docs/rules.md',
    'lib/core/access',
    'app/(console)/users/[id]/page.tsx',
  ]);
  expect(found('/api/docs/x, https://access.example.com/app/x and my-lib/core are none')).toEqual([]);
  expect(isThere('docs/decisions/*.md')).toBe(true);
  expect(isThere('docs/nothing.md')).toBe(false);
  expect(anchorsOf('docs/rules.md')).toContain('who-can-request-what');
});

function find(from: readonly string[], pattern: RegExp) {
  return from.flatMap((file) =>
    readTexts(file).flatMap(({ line, text }) =>
      [...text.matchAll(pattern)].map((match) => ({
        file,
        where: `${file}:${line}`,
        target: match[1] ?? '',
      })),
    ),
  );
}

/** A path with `*`, or with a placeholder in capitals, exists if some file matches it. */
function isThere(path: string): boolean {
  const glob = path.replace(/(?<=\/)[A-Z]{2,}(?=\/|\.|$)(?!\.md)/g, '*');
  if (!glob.includes('*')) return existsSync(join(root, path));
  const pattern = new RegExp(`^${glob.split('*').map(quote).join('[^/]*')}(/|$)`);
  return files.some((file) => pattern.test(file));
}

/** Without the period of the sentence around it. */
function trim(path: string): string {
  return path.replace(/\.+$/, '');
}

/** The anchors of a document's headings, as GitHub creates them. */
function anchorsOf(path: string): string[] {
  if (!statSync(join(root, path)).isFile()) return [];
  const headings = readFileSync(join(root, path), 'utf8').matchAll(/^#{1,6} +(.+?) *$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function show({ where, path }: Mention): string {
  return `${where} names ${path}`;
}

function quote(text: string): string {
  return text.replace(/[.()[\]]/g, '\\$&');
}
