'use client';

import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Code, Disclosure } from '@/components/ui/disclosure';
import { Notice } from '@/components/ui/notice';
import { useReady } from '@/components/ui/use-ready';
import { importColumns } from '@/lib/core/target/target-import';
import { ErrorReport } from './error-report';
import { ImportPreview } from './import-preview';
import { countOf, type Import, useImport } from './use-import';

/** All columns, with examples to replace. */
const template = [
  importColumns.join(','),
  'prod-web,Server,prod,Linux,prod-web.example.com,22,,,,',
  'orders-db,Database,prod,,orders.example.com,5432,Postgres,,,',
  'build,Server,prod,Windows,build.example.com,22,,prod-web,3389,',
].join('\n');

/** Imports targets from a CSV file: first a dry run with what each row would change, then the import. */
export function ImportTargets() {
  const { state, choose, confirm, reset } = useImport();
  const ready = useReady();
  const { phase, rows, outcomes, problem } = state;
  const busy = phase === 'checking' || phase === 'importing';
  return (
    <div className="flex max-w-4xl flex-col gap-4 rounded-xl border border-line bg-panel p-5 shadow-card">
      <div>
        <label htmlFor="file" className="block font-semibold">
          CSV file
        </label>
        <p id="file-hint" className="mb-2 text-sm text-muted">
          The first line names the columns. name, type and environment are required; os, host, port,
          databaseType, way, rdpPort and sqlServerPort are optional. Missing environments are created.
        </p>
        <input
          id="file"
          type="file"
          accept=".csv,text/csv"
          aria-describedby="file-hint"
          disabled={!ready || busy}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void choose(file);
          }}
          className="max-w-full rounded-lg border border-edge bg-bg p-1.5 file:mr-3 file:rounded-md file:border-0 file:bg-soft file:px-3 file:py-1 file:font-semibold"
        />
      </div>
      {phase === 'empty' && (
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <a
            href={`data:text/csv;charset=utf-8,${encodeURIComponent(`${template}\n`)}`}
            download="targets.csv"
            className={buttonClass()}
          >
            Download template
          </a>
          <Disclosure summary="Example">
            <Code label="Example">{template}</Code>
          </Disclosure>
        </div>
      )}
      {problem && (
        <Notice tone="bad" live>
          {problem}
        </Notice>
      )}
      {busy && (
        <div>
          <progress
            aria-label={phase === 'checking' ? 'Rows checked' : 'Rows imported'}
            value={outcomes.length}
            max={rows.length}
            className="block w-full accent-accent"
          />
          <p role="status" className="mt-1 text-muted">
            {phase === 'checking' ? 'Checking' : 'Importing'} {outcomes.length} of {rows.length} rows…
          </p>
        </div>
      )}
      {(phase === 'checked' || phase === 'imported') && <Report of={state} />}
      {phase === 'checked' && (
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={reset}>Start over</Button>
          <Button look="primary" disabled={changeCount(state) === 0} onClick={confirm}>
            {changeCount(state) === 1 ? 'Import 1 target' : `Import ${changeCount(state)} targets`}
          </Button>
        </div>
      )}
      {phase === 'imported' && (
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={reset}>Import another file</Button>
          <Link href="/inventory/targets" className={buttonClass('primary')}>
            View targets
          </Link>
        </div>
      )}
    </div>
  );
}

function Report({ of }: { of: Import }) {
  const { phase, outcomes, environments, file, ignored } = of;
  const isDone = phase === 'imported';
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
  const counts = [
    `${countOf(of, 'new')} ${isDone ? 'added' : 'to add'}`,
    `${countOf(of, 'changed')} ${isDone ? 'updated' : 'to update'}`,
    `${countOf(of, 'same')} unchanged`,
    `${refused.length} with errors`,
  ];
  return (
    <section aria-label="Report" className="flex flex-col gap-2">
      <p role="status">
        <b className="font-semibold break-words">{file}</b>: {counts.join(', ')}.{' '}
        {isDone ? 'Import complete.' : 'Not imported yet.'}
      </p>
      {ignored.length > 0 && (
        <Notice tone="warn">
          The import ignores {ignored.length === 1 ? 'the column' : 'the columns'} {ignored.join(', ')}. Its
          columns are {importColumns.join(', ')}.
        </Notice>
      )}
      {environments.length > 0 && (
        <p className="break-words text-muted">
          New environments: {environments.slice(0, 8).join(', ')}
          {environments.length > 8 && ` and ${environments.length - 8} more`}
        </p>
      )}
      <ImportPreview of={of} />
      {refused.length > 0 && <ErrorReport rows={refused} />}
    </section>
  );
}

function changeCount(of: Import): number {
  return countOf(of, 'new') + countOf(of, 'changed');
}
