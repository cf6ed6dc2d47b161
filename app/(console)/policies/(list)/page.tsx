import { FileKey2 } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { aboutType } from '@/components/policies/about-type';
import { NewPolicyMenu } from '@/components/policies/new-policy-menu';
import { slugOf } from '@/components/policies/policy-slug';
import { ChildTable, JitTable } from '@/components/policies/policy-tables';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { SearchForm } from '@/components/ui/search-form';
import { requireContext } from '@/lib/auth/session';
import { policyTypes } from '@/lib/core/policy/policy';
import { listPolicies } from '@/lib/policies/list-policies';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Policies' };

export default async function PoliciesPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const words = (oneOf(params.q) ?? '').slice(0, 200);
  const ctx = await requireContext();
  const found = await orNotFound(
    Promise.all([listPolicies(ctx, { query: words, page: pageOf(params.page) }), getIntegration(ctx)]),
  );
  if (!found) return <OnlyAdmins what="see and write policies" />;
  const [{ policies, page, pages }, { installation, now }] = found;
  const sections = policyTypes
    .map((type) => ({ type, policies: policies.filter((policy) => policy.type === type) }))
    .filter(({ policies }) => policies.length > 0);
  return (
    <>
      <PageHead title="Policies" sub="Who may ask for what. Policies only add; what none gives is refused.">
        <SearchForm label="Search policies" placeholder="Name or note" action="/policies" value={words} />
        <Link href="/policies/simulator" className={buttonClass()}>
          Simulate
        </Link>
        <NewPolicyMenu />
      </PageHead>
      {!installation && (
        <div className="mb-4">
          <Notice tone="warn">
            Just-in-time policies rest while Slack is not integrated: nobody can ask.{' '}
            <Link href="/settings/integrations/slack" className="font-semibold underline">
              Integrate Slack
            </Link>
          </Notice>
        </div>
      )}
      {sections.length === 0 && words !== '' && (
        <EmptyState
          icon={FileKey2}
          title={`No policy is called “${words}”`}
          action={
            <Link href="/policies" className={buttonClass()}>
              Show all policies
            </Link>
          }
        >
          Names and notes are searched.
        </EmptyState>
      )}
      {sections.length === 0 && words === '' && (
        <EmptyState
          icon={FileKey2}
          title="There are no policies yet"
          action={
            <Link href={`/policies/new/${slugOf('TargetConnect')}`} className={buttonClass('primary')}>
              Write the first one
            </Link>
          }
        >
          Begin with one that says which servers, as whom and with which actions. Then let people ask for it
          with a just-in-time policy.
        </EmptyState>
      )}
      <div className="flex flex-col gap-7">
        {sections.map(({ type, policies }) => (
          <section key={type} aria-labelledby={`type-${type}`}>
            <h2 id={`type-${type}`} className="mb-2.5 font-bold">
              {aboutType[type].name} <span className="font-normal text-muted">{aboutType[type].what}</span>
            </h2>
            {type === 'JustInTime' ? (
              <JitTable label={aboutType[type].name} policies={policies} now={now} />
            ) : (
              <ChildTable label={aboutType[type].name} policies={policies} now={now} />
            )}
          </section>
        ))}
      </div>
      <Pager
        page={page}
        pages={pages}
        href={(to) => `/policies?${new URLSearchParams({ ...(words && { q: words }), page: String(to) })}`}
      />
    </>
  );
}
