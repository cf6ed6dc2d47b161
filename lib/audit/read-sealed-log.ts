import { isDeepStrictEqual } from 'node:util';
import { findCheckpointsBeyond, findPublicKeys } from '@/lib/db/audit/checkpoints';
import { findSealedRows, type SealedRow } from '@/lib/db/audit/sealing';
import { eventLine, headerLine, lineOfCheckpoint, lineOfKey } from '@/lib/verify-audit.mjs';

/**
 * The lines of the export for verification of a log, without line ends: its header, the keys that others introduced, each
 * sealed event with the exact text that was hashed, and the checkpoints after their events. An event of the audit log that
 * is gone is missing here too, and one that differs from what was sealed appears as it is now, so that verification finds
 * both.
 */
export async function* readSealedLog(log: string): AsyncGenerator<Buffer> {
  yield Buffer.from(headerLine(log));
  for (const { introduction } of await findPublicKeys(log)) {
    if (introduction) yield Buffer.from(lineOfKey(introduction));
  }
  let after = '0';
  for (;;) {
    const rows = await findSealedRows(log, after);
    for (const row of rows) {
      const line = textNow(row);
      if (line !== null) yield Buffer.from(eventLine({ ...row, line }));
      if (row.checkpoint) yield Buffer.from(lineOfCheckpoint(row.checkpoint));
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last.lastSeq;
  }
  // Where the end of the log was cut and its checkpoints were not.
  for (const text of await findCheckpointsBeyond(log, after)) yield Buffer.from(lineOfCheckpoint(text));
}

/** The text of an event as sealed, if the event still says that; null if the event is gone. */
function textNow({ line, now, isGone }: SealedRow): string | null {
  if (isGone) return null;
  return now === null || saysTheSame(line, now) ? line : now;
}

/**
 * Whether an event differs from what was sealed only in form: another version of PostgreSQL can write the same JSON in
 * another way, and a newer version of the product adds columns, which are null in older events.
 */
function saysTheSame(sealed: string, now: string): boolean {
  const [before, after] = [sealed, now].map(readObject);
  if (!before || !after) return false;
  return Object.keys({ ...before, ...after }).every((name) =>
    isDeepStrictEqual(before[name] ?? null, after[name] ?? null),
  );
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null; // a sealed text that was changed need not be JSON
  }
}
