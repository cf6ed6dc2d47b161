import { readFile as read } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { AccessError, type InputError } from '@/lib/core/error';
import { checkShape, type FileContents } from './check-shape';

/**
 * Reads a YAML or JSON file. Errors in its shape are in `faults`. Throws `invalid` with lines and columns if it cannot be
 * parsed.
 */
export async function readFile(path: string): Promise<FileContents> {
  let text: string;
  try {
    text = await read(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw invalidFile([{ path, message: missing ? 'file not found' : 'cannot be read' }]);
  }
  return parseFile(text);
}

/** Parses the text of a file. JSON is valid YAML. An empty file is valid. */
export function parseFile(text: string): FileContents {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }): InputError => {
    const { line, col } = lines.linePos(pos[0]);
    return { path: `line ${line}, column ${col}`, message };
  });
  if (faults.length > 0) throw invalidFile(faults);
  try {
    return checkShape(document.toJS() ?? {});
  } catch (error) {
    // A YAML alias to an unknown anchor, or aliases that expand endlessly.
    if (!(error instanceof ReferenceError)) throw error;
    throw invalidFile([{ path: 'the file', message: error.message }]);
  }
}

/** The error of an invalid file. Its message is the first of `faults`. */
export function invalidFile(faults: readonly InputError[]): AccessError {
  const [first] = faults;
  return new AccessError('invalid', first ? `${first.path}: ${first.message}` : 'The file is not valid.', {
    faults,
  });
}
