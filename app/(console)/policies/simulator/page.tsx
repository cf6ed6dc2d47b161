import type { Metadata } from 'next';
import Link from 'next/link';
import { AccessMatrix } from '@/components/policies/access-matrix';
import { Picker } from '@/components/policies/picker';
import { RequestCheck } from '@/components/policies/request-check';
import { RequestableTable } from '@/components/policies/requestable-table';
import { RequesterTable } from '@/components/policies/requester-table';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { PageHead } from '@/components/ui/page-head';
import { SearchForm } from '@/components/ui/search-form';
import { LinkTabs } from '@/components/ui/tabs';
import { requireContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { getAccessMatrix } from '@/lib/policies/get-access-matrix';
import { listRequestableByPerson } from '@/lib/policies/list-requestable-by-person';
import { listRequestersOf } from '@/lib/policies/list-requesters-of';
import { checkQuestionOf, checkRequest } from '@/lib/web/check-request';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';
import {
  type OptionsMode,
  type SimulatorMode,
  searchSimulatorOptions,
  simulatorModeOf,
} from '@/lib/web/simulator';

export const metadata: Metadata = { title: 'Simulator' };

const path = '/policies/simulator';
const modes: Record<OptionsMode, { search: string; hint: string }> = {
  target: { search: 'Search targets', hint: 'Name or environment' },
  person: { search: 'Search people', hint: 'Name or email' },
  replay: { search: 'Search policies', hint: 'Policy name' },
};

const tabs: Record<SimulatorMode, string> = {
  matrix: 'People and targets',
  target: 'By target',
  person: 'By person',
  check: 'One request',
  replay: 'Test a change',
};

export default async function SimulatorPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const mode = simulatorModeOf(oneOf(params.ask));
  const id = oneOf(params.id);
  const ctx = await requireContext();
  const found = await orNotFound(answerOf(ctx, mode, params));
  if (!found) return <OnlyAdmins action="simulate policies" />;
  const href = (more: Record<string, string>) => `${path}?${new URLSearchParams({ ask: mode, ...more })}`;
  return (
    <>
      <PageHead
        title="Simulator"
        above={
          <Link href="/policies" className="hover:text-ink hover:underline">
            Policies
          </Link>
        }
        sub="See what current policies allow. No request is created."
      />
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <LinkTabs
          label="Simulation"
          tabs={(Object.keys(tabs) as SimulatorMode[]).map((one) => ({
            href: `${path}?ask=${one}`,
            name: tabs[one],
            current: one === mode,
          }))}
        />
        {!id && mode !== 'check' && mode !== 'matrix' && (
          <SearchForm
            label={modes[mode].search}
            placeholder={modes[mode].hint}
            action={path}
            keep={{ ask: mode }}
            value={wordsOf(params.q)}
          />
        )}
      </div>
      {found.kind === 'matrix' && <AccessMatrix {...found} />}
      {found.kind === 'options' && <Picker {...found} href={href} />}
      {found.kind === 'check' && <RequestCheck {...found.checked} />}
      {found.kind === 'target' && <RequesterTable {...found} href={href} />}
      {found.kind === 'person' && <RequestableTable {...found} href={href} />}
    </>
  );
}

async function answerOf(ctx: Context, mode: SimulatorMode, params: Awaited<SearchParams>) {
  const id = oneOf(params.id);
  const page = pageOf(params.page);
  if (mode === 'matrix') {
    const wanted = { people: wordsOf(params.people), targets: wordsOf(params.targets) };
    return { kind: 'matrix' as const, ...wanted, matrix: await getAccessMatrix(ctx, wanted) };
  }
  if (mode === 'target' && id)
    return { kind: 'target' as const, result: await listRequestersOf(ctx, { targetId: id, page }) };
  if (mode === 'person' && id)
    return { kind: 'person' as const, result: await listRequestableByPerson(ctx, { userId: id, page }) };
  if (mode === 'check')
    return { kind: 'check' as const, checked: await checkRequest(ctx, checkQuestionOf(params)) };
  const options = await searchSimulatorOptions(ctx, mode, wordsOf(params.q));
  return { kind: 'options' as const, mode, options };
}

function wordsOf(param: string | string[] | undefined): string {
  return (oneOf(param) ?? '').slice(0, 200);
}
