import type { Metadata } from 'next';
import Link from 'next/link';
import { Picker } from '@/components/policies/picker';
import { RequestableTable } from '@/components/policies/requestable-table';
import { RequesterTable } from '@/components/policies/requester-table';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { PageHead } from '@/components/ui/page-head';
import { SearchForm } from '@/components/ui/search-form';
import { LinkTabs } from '@/components/ui/tabs';
import { requireContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { listRequestableByPerson } from '@/lib/policies/list-requestable-by-person';
import { listRequestersOf } from '@/lib/policies/list-requesters-of';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';
import { type SimulatorMode, searchSimulatorOptions, simulatorModeOf } from '@/lib/web/simulator';

export const metadata: Metadata = { title: 'Simulator' };

const path = '/policies/simulator';
const modes: Record<SimulatorMode, { name: string; search: string; hint: string }> = {
  target: { name: 'By target', search: 'Search targets', hint: 'Name or environment' },
  person: { name: 'By person', search: 'Search people', hint: 'Name or email' },
  replay: { name: 'Test a change', search: 'Search policies', hint: 'Policy name' },
};

export default async function SimulatorPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const mode = simulatorModeOf(oneOf(params.ask));
  const query = (oneOf(params.q) ?? '').slice(0, 200);
  const id = oneOf(params.id);
  const ctx = await requireContext();
  const found = await orNotFound(answerOf(ctx, mode, { id, query, page: pageOf(params.page) }));
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
          tabs={(Object.keys(modes) as SimulatorMode[]).map((one) => ({
            href: `${path}?ask=${one}`,
            name: modes[one].name,
            current: one === mode,
          }))}
        />
        {!id && (
          <SearchForm
            label={modes[mode].search}
            placeholder={modes[mode].hint}
            action={path}
            keep={{ ask: mode }}
            value={query}
          />
        )}
      </div>
      {found.kind === 'options' && <Picker options={found.options} href={href} mode={mode} />}
      {found.kind === 'target' && <RequesterTable {...found} href={href} />}
      {found.kind === 'person' && <RequestableTable {...found} href={href} />}
    </>
  );
}

async function answerOf(
  ctx: Context,
  mode: SimulatorMode,
  { id, query, page }: { id: string | undefined; query: string; page: number },
) {
  if (mode === 'target' && id)
    return { kind: 'target' as const, result: await listRequestersOf(ctx, { targetId: id, page }) };
  if (mode === 'person' && id)
    return { kind: 'person' as const, result: await listRequestableByPerson(ctx, { userId: id, page }) };
  return { kind: 'options' as const, options: await searchSimulatorOptions(ctx, mode, query) };
}
