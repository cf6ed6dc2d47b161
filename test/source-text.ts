import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders that git ignores, git's own, and migrations, whose checksums a database stores. */
const skipped = new Set([
  'node_modules',
  '.git',
  '.next',
  '.data',
  'dist',
  'generated',
  'test-results',
  'playwright-report',
  'migrations',
]);

export type TextKind = 'comment' | 'string' | 'name' | 'prose';

/** A piece of text of a file, and the line where it starts, counted from 1. */
export type SourceText = { kind: TextKind; line: number; text: string };

/** Every file of the repository, as paths from its root. */
export function listFiles(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !skipped.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(path) : [path];
    });
}

/**
 * For a source file: comments, string literals (with the text of JSX and templates) and identifiers, each identifier
 * once. For a document, a schema or a configuration file: its lines. Empty for other files.
 */
export function readTexts(path: string): SourceText[] {
  if (/\.(tsx?|mjs|js)$/.test(path)) return readSource(path);
  if (/\.(md|ya?ml|prisma|css|sh)$|^\.(ci|env)/.test(path)) return readLines(path);
  return [];
}

function readLines(path: string): SourceText[] {
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  return lines.map((text, index) => ({ kind: 'prose', line: index + 1, text }));
}

function readSource(path: string): SourceText[] {
  const content = readFileSync(join(root, path), 'utf8');
  const options = /js$/.test(path) ? { lang: 'jsx' as const } : {};
  const { program, comments } = parseSync(path, content, options);
  const texts: SourceText[] = [];
  const names = new Set<string>();
  const add = (kind: TextKind, position: number, text: string) =>
    texts.push({ kind, line: lineAt(content, position), text });
  const addString = ({ start }: { start: number }, text: string) => add('string', start, flatten(text));
  const addName = ({ name, start }: { name: string; start: number }) => {
    if (names.has(name)) return;
    names.add(name);
    add('name', start, name);
  };
  for (const { start, end } of comments)
    for (const { text, position } of splitComment(content.slice(start, end), start))
      add('comment', position, text);
  // Module specifiers of imports and exports, which the compiler checks.
  const modules = new Set<number>();
  const addModule = ({ source }: { source: { start: number } | null }) => {
    if (source) modules.add(source.start);
  };
  new Visitor({
    ImportDeclaration: addModule,
    ExportNamedDeclaration: addModule,
    ExportAllDeclaration: addModule,
    ImportExpression: addModule,
    Literal: (node) => {
      if (typeof node.value === 'string' && !modules.has(node.start)) addString(node, node.value);
    },
    TemplateElement: (node) => addString(node, node.value.cooked ?? node.value.raw),
    JSXText: ({ start, value }) => add('string', start + value.search(/\S|$/), flatten(value)),
    Identifier: addName,
    JSXIdentifier: addName,
  }).visit(program);
  texts.push({ kind: 'name', line: 1, text: basename(path).replace(/(\.\w+)+$/, '') });
  return texts;
}

function lineAt(content: string, position: number): number {
  let line = 1;
  for (let at = content.indexOf('\n'); at >= 0 && at < position; at = content.indexOf('\n', at + 1)) line++;
  return line;
}

/** A comment in paragraphs, each on one line, so that phrases are found across line breaks. */
function splitComment(comment: string, start: number): { text: string; position: number }[] {
  const text = comment.replace(/^\/\*\*?|\*\/$/g, (mark) => ' '.repeat(mark.length));
  const paragraphs: { text: string; position: number }[] = [];
  let position = 0;
  for (const paragraph of text.split(/\n[ \t]*(?:\*|\/\/)?[ \t]*(?=\n)/)) {
    paragraphs.push({
      text: flatten(paragraph.replace(/\n[ \t]*(?:\*|\/\/)[ \t]?/g, ' ')),
      position: start + position,
    });
    position += paragraph.length;
  }
  return paragraphs;
}

function flatten(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
