import { type Column, drawTable } from '../format/table';
import { formatClock, formatShortTimeLeft } from '../format/time';
import type { Terminal } from '../terminal';
import type { TargetRow } from './target-row';

type Surroundings = { now: Date; width: number; colors: Terminal['colors'] };

/** The targets as a table for people. */
export function drawTargets(
  rows: readonly TargetRow[],
  { showId, detail }: { showId?: true; detail?: true },
  { now, width, colors }: Surroundings,
): string {
  const columns: [Column, (row: TargetRow) => string][] = [
    [{ head: 'Type' }, (row) => row.type],
    [{ head: 'Name' }, (row) => row.name],
    [{ head: 'Environment' }, (row) => row.environmentName],
  ];
  if (showId) columns.push([{ head: 'Id', fixed: true }, (row) => row.id]);
  if (detail)
    columns.push(
      [{ head: 'Agent Version' }, (row) => row.agentVersion ?? MISSING],
      [{ head: 'Status' }, (row) => row.status ?? MISSING],
      [{ head: 'Target Users' }, (row) => row.targetUsers.join(', ') || MISSING],
      [{ head: 'Region' }, (row) => row.region ?? MISSING],
    );
  columns.push(
    [
      { head: 'Access', paint: (cell) => (isCurrent(cell) ? colors.green : (line) => line) },
      (row) => formatAccess(row, now),
    ],
    [{ head: 'Time left' }, (row) => sayLeft(row, now)],
  );
  return drawTable(
    columns.map(([column]) => column),
    rows.map((row) => columns.map(([, write]) => write(row))),
    width,
  );
}

const MISSING = 'N/A';

const accessWords = { 'on-request': 'on request', automatic: 'automatic', waits: 'waits', no: 'no' };

function formatAccess(row: TargetRow, now: Date): string {
  if (row.access !== 'yes') return accessWords[row.access];
  return row.accessExpirationTime ? `until ${formatClock(new Date(row.accessExpirationTime), now)}` : 'yes';
}

function isCurrent(access: string): boolean {
  return /^(yes|until)/.test(access);
}

function sayLeft({ accessExpirationTime }: TargetRow, now: Date): string {
  return accessExpirationTime ? formatShortTimeLeft(new Date(accessExpirationTime), now) : '';
}
