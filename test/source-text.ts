import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders that git ignores, its own, and migrations, whose checksums a database stores. */
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

/** A piece of text of a file, and the line that it starts on, counted from 1. */
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
 * The comments, string literals (with the text of JSX and templates) and identifiers of a source file, each
 * identifier once; the lines of a document, a schema or a configuration file. Empty for files of other kinds.
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
  const source = ts.createSourceFile(path, content, ts.ScriptTarget.Latest, true);
  const texts: SourceText[] = [];
  const names = new Set<string>();
  const comments = new Set<number>();
  const add = (kind: TextKind, position: number, text: string) =>
    texts.push({ kind, line: source.getLineAndCharacterOfPosition(position).line + 1, text });
  const addComments = (ranges: readonly ts.CommentRange[] | undefined) => {
    for (const { pos, end } of ranges ?? []) {
      if (comments.has(pos)) continue;
      comments.add(pos);
      for (const text of splitComment(content.slice(pos, end), pos)) add('comment', text.position, text.text);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) {
      add('string', node.getStart(), flatten(node.text));
      return;
    }
    addComments(ts.getLeadingCommentRanges(content, node.getFullStart()));
    addComments(ts.getTrailingCommentRanges(content, node.getEnd()));
    if (isImported(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      add('string', node.getStart(), flatten(node.text));
    }
    if (ts.isIdentifier(node) && !names.has(node.text)) {
      names.add(node.text);
      add('name', node.getStart(), node.text);
    }
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  texts.push({ kind: 'name', line: 1, text: basename(path).replace(/(\.\w+)+$/, '') });
  return texts;
}

/** A comment in paragraphs, each on one line, so that a phrase is found across the end of a line. */
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

/** The module that an import or export names: where it leads is the compiler's to check. */
function isImported(node: ts.Node): boolean {
  const { parent } = node;
  if (!parent || !ts.isStringLiteral(node)) return false;
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || isModuleCall(parent);
}

function isModuleCall(node: ts.Node): boolean {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}
