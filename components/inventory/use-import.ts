'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from '@/components/ui/toast';
import { makeBatches } from '@/lib/core/target/import-batches';
import type { ImportOutcome, ImportRow } from '@/lib/core/target/target-import';
import { importTargetsAction } from '@/lib/web/actions/targets';
import { callFailure } from '@/lib/web/call-failure';

const batchSize = 250;
const mostBytes = 10_000_000;
const notLoaded = 'The import could not be loaded. Reload the page and choose the file again.';

/** The state of an import: the file is read, checked in a dry run and then imported, 250 rows per call. */
export type Import = {
  phase: 'empty' | 'checking' | 'checked' | 'importing' | 'imported';
  file: string;
  rows: readonly ImportRow[];
  /** columns of the file that the import does not know */
  ignored: readonly string[];
  outcomes: readonly ImportOutcome[];
  environments: readonly string[];
  problem: string | null;
};

const empty: Import = {
  phase: 'empty',
  file: '',
  rows: [],
  ignored: [],
  outcomes: [],
  environments: [],
  problem: null,
};

type ReadFile = Pick<Import, 'file' | 'rows' | 'ignored'>;

/** An import, and its steps: choose a file, confirm the import, or reset. */
export function useImport() {
  const router = useRouter();
  const [state, setState] = useState<Import>(empty);

  async function run({ file, rows, ignored }: ReadFile, dryRun: boolean): Promise<void> {
    let at: Import = { ...empty, file, rows, ignored, phase: dryRun ? 'checking' : 'importing' };
    setState(at);
    for (const batch of makeBatches(rows, batchSize)) {
      const result = await importTargetsAction({ dryRun, rows: batch }).catch(callFailure);
      if (!result.ok) {
        const done = at.outcomes.length;
        const progress = dryRun
          ? ''
          : ` ${done} of ${rows.length} rows are imported. Import the file again to continue.`;
        return setState({ ...at, phase: 'checked', problem: `${result.message}${progress}` });
      }
      const { outcomes, environments } = result.value;
      at = {
        ...at,
        outcomes: addOutcomes(at.outcomes, outcomes),
        environments: [...new Set([...at.environments, ...environments])],
      };
      setState(at);
    }
    setState({ ...at, phase: dryRun ? 'checked' : 'imported' });
    if (dryRun) return;
    toast('ok', `Import complete: ${countOf(at, 'new')} added, ${countOf(at, 'changed')} updated.`);
    router.refresh();
  }

  return {
    state,
    async choose(file: File) {
      if (file.size > mostBytes)
        return setState({ ...empty, file: file.name, problem: 'The file is larger than 10 MB. Split it.' });
      const reader = await import('./read-csv').catch(() => null);
      if (!reader) return setState({ ...empty, file: file.name, problem: notLoaded });
      const read = reader.readCsv(new Uint8Array(await file.arrayBuffer()));
      if ('problem' in read) return setState({ ...empty, file: file.name, problem: read.problem });
      await run({ ...read, file: file.name }, true);
    },
    confirm: () => run(state, false),
    reset: () => setState(empty),
  };
}

/** Adds the outcomes of one more call, in the order of the file. A row that was in an earlier call has its outcome. */
function addOutcomes(known: readonly ImportOutcome[], more: readonly ImportOutcome[]): ImportOutcome[] {
  const lines = new Set(known.map(({ line }) => line));
  return [...known, ...more.filter(({ line }) => !lines.has(line))].sort((a, b) => a.line - b.line);
}

export function countOf({ outcomes }: Import, outcome: ImportOutcome['outcome']): number {
  return outcomes.filter((one) => one.outcome === outcome).length;
}
