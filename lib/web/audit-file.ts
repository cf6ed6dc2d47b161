import { stringify } from 'csv-stringify/sync';
import type { AuditPage } from '@/lib/audit/search-audit';

type AuditFormat = 'csv' | 'jsonl';

type Event = AuditPage['events'][number];

const columns = [
  'id',
  'at',
  'action',
  'sentence',
  'actorName',
  'via',
  'requestId',
  'targetId',
  'userId',
  'policyId',
  'data',
  'address',
] as const satisfies readonly (keyof Event)[];

/**
 * Streams the audit log as a file. CSV follows RFC 4180 and has a header; a cell that a spreadsheet would read
 * as a formula starts with `'`. JSON lines are the stored events with their sentence.
 */
export function auditFile(format: AuditFormat, batches: AsyncGenerator<Event[]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isFirst = true;
  return new ReadableStream({
    async pull(controller) {
      const { value = [], done } = await batches.next();
      const head = isFirst && format === 'csv' ? csvOf([columns.map(String)]) : '';
      isFirst = false;
      const piece = head + (format === 'csv' ? csvOf(value.map(cellsOf)) : value.map(lineOf).join(''));
      if (piece) controller.enqueue(encoder.encode(piece));
      if (done) controller.close();
    },
    async cancel() {
      await batches.return(undefined);
    },
  });
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { record_delimiter: 'windows', escape_formulas: true });
}

function cellsOf(event: Event): string[] {
  return columns.map((column) => {
    const value = event[column];
    if (value instanceof Date) return value.toISOString();
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? '');
  });
}

function lineOf(event: Event): string {
  return `${JSON.stringify(event)}\n`;
}
