import { readFile as read } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AccessError, type Fault } from '@/lib/core/error';
import { sayPath } from '@/lib/parse';
import { type ApplyFile, fileSchema } from './file-schema';

/** Reads and checks a file of YAML or JSON. Throws `invalid` with every fault at its place in the file. */
export async function readFile(path: string): Promise<ApplyFile> {
  let text: string;
  try {
    text = await read(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw invalid([{ path, message: missing ? 'there is no such file' : 'cannot be read' }]);
  }
  return parseFile(text);
}

/** The same from the text of a file. JSON is YAML too. An empty file says nothing, which is no fault. */
export function parseFile(text: string): ApplyFile {
  const parsed = fileSchema.safeParse(parseText(text) ?? {});
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.flatMap(faultsOf));
}

/** The error of a file with faults; the message is the first of them. */
export function invalid(faults: readonly Fault[]): AccessError {
  const [first] = faults;
  return new AccessError('invalid', first ? `${first.path}: ${first.message}` : 'The file is not valid.', {
    faults,
  });
}

function parseText(text: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }): Fault => {
    const { line, col } = lines.linePos(pos[0]);
    return { path: `line ${line}, column ${col}`, message };
  });
  if (faults.length > 0) throw invalid(faults);
  try {
    return document.toJS();
  } catch (error) {
    // An alias of something that is not there, or aliases that would unfold without end.
    throw invalid([{ path: 'the file', message: error instanceof Error ? error.message : 'cannot be read' }]);
  }
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const { path, message } = issue;
  if (issue.code !== 'unrecognized_keys') return [{ path: sayPath(path) || 'the file', message }];
  return issue.keys.map((key) => ({ path: sayPath([...path, key]), message }));
}
