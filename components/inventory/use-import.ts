'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from '@/components/ui/toast';
import type { ImportOutcome, ImportRow } from '@/lib/core/target/target-import';
import { importTargetsAction } from '@/lib/web/actions/targets';
import { callFailure } from '@/lib/web/call-failure';

const chunk = 250;
const mostBytes = 10_000_000;
const notLoaded = 'The import could not be loaded. Reload the page and choose the file again.';

/** The state of an import: the file is read, checked in a dry run and then imported, 250 rows per call. */
export type Import = {
  phase: 'empty' | 'checking' | 'checked' | 'importing' | 'imported';
  file: string;
  rows: readonly ImportRow[];
  outcomes: readonly ImportOutcome[];
  environments: readonly string[];
  problem: string | null;
};

const empty: Import = { phase: 'empty', file: '', rows: [], outcomes: [], environments: [], problem: null };

/** An import, and its steps: choose a file, confirm the import, or reset. */
export function useImport() {
  const router = useRouter();
  const [state, setState] = useState<Import>(empty);

  async function run(rows: readonly ImportRow[], dryRun: boolean, file: string): Promise<void> {
    let at: Import = { ...empty, rows, file, phase: dryRun ? 'checking' : 'importing' };
    setState(at);
    for (let from = 0; from < rows.length; from += chunk) {
      const input = { dryRun, rows: rows.slice(from, from + chunk) };
      const result = await importTargetsAction(input).catch(callFailure);
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
        outcomes: [...at.outcomes, ...outcomes],
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
      await run(read.rows, true, file.name);
    },
    confirm: () => run(state.rows, false, state.file),
    reset: () => setState(empty),
  };
}

export function countOf({ outcomes }: Import, outcome: ImportOutcome['outcome']): number {
  return outcomes.filter((one) => one.outcome === outcome).length;
}
