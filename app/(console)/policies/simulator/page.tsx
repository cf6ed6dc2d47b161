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
import { picksFor, type Question, questionOf } from '@/lib/web/simulator';

export const metadata: Metadata = { title: 'Simulator' };

const path = '/policies/simulator';
const questions: Record<Question, { name: string; search: string; hint: string }> = {
  target: { name: 'Who may ask for this target?', search: 'Search targets', hint: 'Name or environment' },
  person: { name: 'What may this person ask for?', search: 'Search people', hint: 'Name or e-mail address' },
  replay: { name: 'What would a change have done?', search: 'Search policies', hint: 'Name of a policy' },
};

export default async function SimulatorPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const question = questionOf(oneOf(params.ask));
  const words = (oneOf(params.q) ?? '').slice(0, 200);
  const id = oneOf(params.id);
  const ctx = await requireContext();
  const found = await orNotFound(answerOf(ctx, question, { id, words, page: pageOf(params.page) }));
  if (!found) return <OnlyAdmins what="simulate policies" />;
  const href = (more: Record<string, string>) => `${path}?${new URLSearchParams({ ask: question, ...more })}`;
  return (
    <>
      <PageHead
        title="Simulator"
        above={
          <Link href="/policies" className="hover:text-ink hover:underline">
            Policies
          </Link>
        }
        sub="What the policies say now, decided by the same rules as a real request. Nothing is asked for."
      />
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <LinkTabs
          label="Question"
          tabs={(Object.keys(questions) as Question[]).map((one) => ({
            href: `${path}?ask=${one}`,
            name: questions[one].name,
            current: one === question,
          }))}
        />
        {!id && (
          <SearchForm
            label={questions[question].search}
            placeholder={questions[question].hint}
            action={path}
            keep={{ ask: question }}
            value={words}
          />
        )}
      </div>
      {found.kind === 'picks' && <Picker picks={found.picks} href={href} question={question} />}
      {found.kind === 'target' && <RequesterTable {...found} href={href} />}
      {found.kind === 'person' && <RequestableTable {...found} href={href} />}
    </>
  );
}

async function answerOf(
  ctx: Context,
  question: Question,
  { id, words, page }: { id: string | undefined; words: string; page: number },
) {
  if (question === 'target' && id)
    return { kind: 'target' as const, answer: await listRequestersOf(ctx, { targetId: id, page }) };
  if (question === 'person' && id)
    return { kind: 'person' as const, answer: await listRequestableByPerson(ctx, { userId: id, page }) };
  return { kind: 'picks' as const, picks: await picksFor(ctx, question, words) };
}
