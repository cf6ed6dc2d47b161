import { type Column, drawTable } from '../format/draw-table';
import { formatClock, formatShortTimeLeft } from '../format/time';
import type { Terminal } from '../terminal';
import type { TargetRow } from './target-row';

type DrawOptions = { now: Date; width: number | null; colors: Terminal['colors'] };

/** Draws targets as a table. */
export function drawTargets(
  rows: readonly TargetRow[],
  { showId, detail }: { showId?: true; detail?: true },
  { now, width, colors }: DrawOptions,
): string {
  const columns: [Column, (row: TargetRow) => string][] = [
    [{ head: 'Type' }, (row) => row.type],
    [{ head: 'Name' }, (row) => row.name],
    [{ head: 'Environment' }, (row) => row.environmentName],
  ];
  if (showId) columns.push([{ head: 'Id', fixed: true }, (row) => row.id]);
  if (detail)
    columns.push(
      [{ head: 'Status' }, (row) => row.status ?? ''],
      [{ head: 'Target users' }, (row) => row.targetUsers.join(', ')],
    );
  columns.push(
    [
      { head: 'Access', paint: (cell) => (isActive(cell) ? colors.green : (text) => text) },
      (row) => formatAccess(row, now),
    ],
    [{ head: 'Time left' }, (row) => formatTimeLeft(row, now)],
  );
  return drawTable(
    columns.map(([column]) => column),
    rows.map((row) => columns.map(([, format]) => format(row))),
    width,
  );
}

const STANDING = 'standing access';

const accessLabels = {
  'on-request': 'needs approval',
  automatic: 'automatic',
  waits: 'pending',
  no: 'none',
};

function formatAccess(row: TargetRow, now: Date): string {
  if (row.access !== 'yes') return accessLabels[row.access];
  return row.accessExpirationTime
    ? `until ${formatClock(new Date(row.accessExpirationTime), now)}`
    : STANDING;
}

function isActive(cell: string): boolean {
  return cell === STANDING || cell.startsWith('until');
}

function formatTimeLeft({ accessExpirationTime }: TargetRow, now: Date): string {
  return accessExpirationTime ? formatShortTimeLeft(new Date(accessExpirationTime), now) : '';
}
