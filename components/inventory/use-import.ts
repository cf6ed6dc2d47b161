'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from '@/components/ui/toast';
import type { ImportOutcome, ImportRow } from '@/lib/core/target/target-import';
import { importTargetsAction } from '@/lib/web/actions/targets';

const chunk = 250;

/** An import on its way: a file is read, tried, and then carried out, some hundred rows at a time. */
export type Import = {
  stage: 'empty' | 'trying' | 'tried' | 'writing' | 'written';
  file: string;
  rows: readonly ImportRow[];
  outcomes: readonly ImportOutcome[];
  environments: readonly string[];
  problem: string | null;
};

const empty: Import = { stage: 'empty', file: '', rows: [], outcomes: [], environments: [], problem: null };

/** What an import is at, and what takes it further. */
export function useImport() {
  const router = useRouter();
  const [state, setState] = useState<Import>(empty);

  async function run(rows: readonly ImportRow[], dryRun: boolean, file: string): Promise<void> {
    let at: Import = { ...empty, rows, file, stage: dryRun ? 'trying' : 'writing' };
    setState(at);
    for (let from = 0; from < rows.length; from += chunk) {
      const input = { dryRun, rows: rows.slice(from, from + chunk) };
      const result = await importTargetsAction(input).catch(() => null);
      if (!result?.ok) {
        const done = at.outcomes.length;
        const why = result?.message ?? 'The console did not answer.';
        const reached = dryRun
          ? ''
          : ` ${done} of ${rows.length} rows are imported; import the file again to go on.`;
        return setState({ ...at, stage: 'tried', problem: `${why}${reached}` });
      }
      const { outcomes, environments } = result.value;
      at = {
        ...at,
        outcomes: [...at.outcomes, ...outcomes],
        environments: [...new Set([...at.environments, ...environments])],
      };
      setState(at);
    }
    setState({ ...at, stage: dryRun ? 'tried' : 'written' });
    if (dryRun) return;
    toast('ok', `Imported: ${countOf(at, 'new')} new, ${countOf(at, 'changed')} changed.`);
    router.refresh();
  }

  return {
    state,
    async choose(file: File) {
      const { readCsv } = await import('./read-csv');
      const read = readCsv(await file.text());
      if ('problem' in read) return setState({ ...empty, file: file.name, problem: read.problem });
      await run(read.rows, true, file.name);
    },
    carryOut: () => run(state.rows, false, state.file),
    again: () => setState(empty),
  };
}

/** How many rows came to this. */
export function countOf({ outcomes }: Import, outcome: ImportOutcome['outcome']): number {
  return outcomes.filter((one) => one.outcome === outcome).length;
}
