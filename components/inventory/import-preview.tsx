import { CircleMinus, CirclePlus, OctagonAlert, Pencil } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { LongName } from '@/components/ui/long-name';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import type { ImportChange, ImportOutcome, ImportRow } from '@/lib/core/target/target-import';
import { mostShown, pickOutcomes } from './pick-outcomes';
import type { Import } from './use-import';

/** The rows of an import in the order of the file: what each changes, or why it can't be imported. */
export function ImportPreview({ of }: { of: Import }) {
  const { shown, more } = pickOutcomes(of.outcomes);
  if (shown.length === 0) return null;
  const rows = new Map(of.rows.map((row) => [row.line, row]));
  return (
    <>
      <Table
        label="Rows"
        fixed
        head={
          <>
            <Column width="md:w-20">Line</Column>
            <Column width="md:w-[32%]">Target</Column>
            <Column width="md:w-32">Result</Column>
            <Column>Details</Column>
          </>
        }
      >
        {shown.map((outcome) => (
          <OutcomeRow key={outcome.line} outcome={outcome} row={rows.get(outcome.line)} />
        ))}
      </Table>
      {more > 0 && (
        <p className="text-muted">
          {more === 1 ? '1 more row is' : `${more} more rows are`} not shown: the table has up to {mostShown}.
        </p>
      )}
    </>
  );
}

const looks = {
  new: { tone: 'ok', icon: CirclePlus, word: 'New' },
  changed: { tone: 'accent', icon: Pencil, word: 'Changed' },
  refused: { tone: 'bad', icon: OctagonAlert, word: 'Error' },
  same: { tone: 'neutral', icon: CircleMinus, word: 'Unchanged' },
} as const;

function OutcomeRow({ outcome, row }: { outcome: ImportOutcome; row: ImportRow | undefined }) {
  const { tone, icon, word } = looks[outcome.outcome];
  return (
    <Row>
      <Cell inline label="Line">
        <span className="tabular-nums">{outcome.line}</span>
      </Cell>
      <Cell>
        <span className="block font-semibold">
          <LongName name={row?.name?.trim() || '–'} />
        </span>
        <span className="block text-sm text-muted">
          <LongName name={row?.environment ?? ''} />
        </span>
      </Cell>
      <Cell inline>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      </Cell>
      <Cell>
        <Details outcome={outcome} row={row} />
      </Cell>
    </Row>
  );
}

function Details({ outcome, row }: { outcome: ImportOutcome; row: ImportRow | undefined }) {
  if (outcome.why) return outcome.why;
  if (outcome.changes) {
    return (
      <ul>
        {outcome.changes.map((change) => (
          <li key={change.column} className="break-words">
            <Change change={change} />
          </li>
        ))}
      </ul>
    );
  }
  const { type = '', host, port } = row ?? { line: 0 };
  return (
    <span className="break-words text-muted">
      {[type, host, port].filter((cell) => cell?.trim()).join(', ')}
    </span>
  );
}

function Change({ change: { column, from, to } }: { change: ImportChange }) {
  if (column === 'archived') return 'restored from the archive';
  return (
    <>
      <span className="text-muted">{column}</span> <del className="text-bad">{from || 'empty'}</del>{' '}
      <span aria-hidden>→</span> <ins className="text-ok no-underline">{to || 'empty'}</ins>
    </>
  );
}
