import { readFile as read } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { AccessError, type InputError } from '@/lib/core/error';
import { checkShape, type FileContents } from './check-shape';

/**
 * Reads a file of YAML or JSON. What has the wrong shape is in its `faults`. Throws `invalid` when it
 * cannot be read at all, with the lines and columns of its faults.
 */
export async function readFile(path: string): Promise<FileContents> {
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
export function parseFile(text: string): FileContents {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }): InputError => {
    const { line, col } = lines.linePos(pos[0]);
    return { path: `line ${line}, column ${col}`, message };
  });
  if (faults.length > 0) throw invalid(faults);
  try {
    return checkShape(document.toJS() ?? {});
  } catch (error) {
    // An alias of something that is not there, or aliases that would unfold without end.
    if (!(error instanceof ReferenceError)) throw error;
    throw invalid([{ path: 'the file', message: error.message }]);
  }
}

/** The error of a file with faults; the message is the first of them. */
export function invalid(faults: readonly InputError[]): AccessError {
  const [first] = faults;
  return new AccessError('invalid', first ? `${first.path}: ${first.message}` : 'The file is not valid.', {
    faults,
  });
}
