'use client';

import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Code, Disclosure } from '@/components/ui/disclosure';
import { Notice } from '@/components/ui/notice';
import { useReady } from '@/components/ui/use-ready';
import { BadRows } from './bad-rows';
import { countOf, type Import, useImport } from './use-import';

const example = [
  'name,type,environment,os,host,port,databaseType',
  'prod-web,Server,prod,Linux,prod-web.example.com,22,',
  'orders-db,Database,prod,,orders.example.com,5432,Postgres',
  'cluster-1,Cluster,stage,,,,',
].join('\n');

/** Brings targets in from a CSV file: tried first, with a report of each bad row, then carried out. */
export function ImportTargets() {
  const { state, choose, carryOut, again } = useImport();
  const ready = useReady();
  const { stage, rows, outcomes, problem } = state;
  const busy = stage === 'trying' || stage === 'writing';
  return (
    <div className="flex max-w-3xl flex-col gap-4 rounded-xl border border-line bg-panel p-5 shadow-card">
      <div>
        <label htmlFor="file" className="block font-semibold">
          CSV file
        </label>
        <p id="file-hint" className="mb-2 text-sm text-muted">
          The first line names the columns: name, type and environment are needed; os, host, port and
          databaseType may follow. Environments that are missing are made.
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
      {stage === 'empty' && (
        <Disclosure summary="An example">
          <Code label="An example">{example}</Code>
        </Disclosure>
      )}
      {problem && (
        <Notice tone="bad" live>
          {problem}
        </Notice>
      )}
      {busy && (
        <div>
          <progress
            aria-label={stage === 'trying' ? 'Rows looked at' : 'Rows imported'}
            value={outcomes.length}
            max={rows.length}
            className="block w-full accent-accent"
          />
          <p role="status" className="mt-1 text-muted">
            {stage === 'trying' ? 'Looking at' : 'Importing'} {outcomes.length} of {rows.length} rows …
          </p>
        </div>
      )}
      {(stage === 'tried' || stage === 'written') && <Report of={state} />}
      {stage === 'tried' && (
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={again}>Start over</Button>
          <Button look="primary" disabled={toDo(state) === 0} onClick={carryOut}>
            {toDo(state) === 1 ? 'Import 1 target' : `Import ${toDo(state)} targets`}
          </Button>
        </div>
      )}
      {stage === 'written' && (
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={again}>Import another file</Button>
          <Link href="/inventory/targets" className={buttonClass('primary')}>
            See the targets
          </Link>
        </div>
      )}
    </div>
  );
}

function Report({ of }: { of: Import }) {
  const { stage, outcomes, environments, file } = of;
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
  const counts = [
    `${countOf(of, 'new')} new`,
    `${countOf(of, 'changed')} changed`,
    `${countOf(of, 'same')} already so`,
    `${refused.length} refused`,
  ];
  return (
    <section aria-label="Report" className="flex flex-col gap-2">
      <p role="status">
        <b className="font-semibold break-words">{file}</b>: {counts.join(', ')}.{' '}
        {stage === 'tried' ? 'Nothing is written yet.' : 'It is done.'}
      </p>
      {environments.length > 0 && (
        <p className="break-words text-muted">
          New environments: {environments.slice(0, 8).join(', ')}
          {environments.length > 8 && ` and ${environments.length - 8} more`}
        </p>
      )}
      {refused.length > 0 && <BadRows rows={refused} />}
    </section>
  );
}

function toDo(of: Import): number {
  return countOf(of, 'new') + countOf(of, 'changed');
}
