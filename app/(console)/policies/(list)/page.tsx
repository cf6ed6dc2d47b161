import { FileKey2 } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';

import { NewPolicyMenu } from '@/components/policies/new-policy-menu';
import { slugOf } from '@/components/policies/policy-slug';
import { ChildTable, JitTable, UnenforcedTable } from '@/components/policies/policy-tables';
import { policyTypeDescription } from '@/components/policies/policy-type-description';
import { UnenforcedNotice } from '@/components/policies/unenforced-policy';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { SearchForm } from '@/components/ui/search-form';
import { requireContext } from '@/lib/auth/session';
import { formatPolicyType, isEnforced, type PolicyType, policyTypes } from '@/lib/core/policy/policy';
import { listPolicies, type PolicyList } from '@/lib/policies/list-policies';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Policies' };

export default async function PoliciesPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const query = (oneOf(params.q) ?? '').slice(0, 200);
  const ctx = await requireContext();
  const found = await orNotFound(
    Promise.all([listPolicies(ctx, { query, page: pageOf(params.page) }), getIntegration(ctx)]),
  );
  if (!found) return <OnlyAdmins action="view and edit policies" />;
  const [{ policies, page, pages }, { installation, now }] = found;
  const sections = policyTypes
    .map((type) => ({ type, policies: policies.filter((policy) => policy.type === type) }))
    .filter(({ policies }) => policies.length > 0);
  return (
    <>
      <PageHead
        title="Policies"
        sub="Control who can access what. Access is denied unless a policy allows it."
      >
        <SearchForm
          label="Search policies"
          placeholder="Name or description"
          action="/policies"
          value={query}
        />
        <Link href="/policies/simulator" className={buttonClass()}>
          Simulate
        </Link>
        <NewPolicyMenu />
      </PageHead>
      {!installation && (
        <div className="mb-4">
          <Notice tone="warn">
            Just-in-time policies are paused until Slack is connected.{' '}
            <Link href="/settings/integrations/slack" className="font-semibold underline">
              Connect Slack
            </Link>
          </Notice>
        </div>
      )}
      {sections.length === 0 && query !== '' && (
        <EmptyState
          icon={FileKey2}
          title={`No policies match “${query}”`}
          action={
            <Link href="/policies" className={buttonClass()}>
              Show all policies
            </Link>
          }
        >
          The search covers names and descriptions.
        </EmptyState>
      )}
      {sections.length === 0 && query === '' && (
        <EmptyState
          icon={FileKey2}
          title="No policies yet"
          action={
            <Link href={`/policies/new/${slugOf('TargetConnect')}`} className={buttonClass('primary')}>
              Create a policy
            </Link>
          }
        >
          Start with an access policy that defines targets, accounts and actions. Then let people request that
          access through a just-in-time policy.
        </EmptyState>
      )}
      <div className="flex flex-col gap-7">
        {sections.map(({ type, policies }) => (
          <section key={type} aria-labelledby={`type-${type}`}>
            <h2 id={`type-${type}`} className="mb-2.5 font-bold">
              {formatPolicyType(type)}{' '}
              <span className="font-normal text-muted">{policyTypeDescription[type]}</span>
            </h2>
            {!isEnforced(type) && (
              <div className="mb-2.5">
                <UnenforcedNotice type={type} />
              </div>
            )}
            <PolicyTable type={type} policies={policies} now={now} />
          </section>
        ))}
      </div>
      <Pager
        page={page}
        pages={pages}
        href={(to) => `/policies?${new URLSearchParams({ ...(query && { q: query }), page: String(to) })}`}
      />
    </>
  );
}

function PolicyTable({ type, ...props }: { type: PolicyType; policies: PolicyList['policies']; now: Date }) {
  const label = formatPolicyType(type);
  if (!isEnforced(type)) return <UnenforcedTable label={label} {...props} />;
  return type === 'JustInTime' ? (
    <JitTable label={label} {...props} />
  ) : (
    <ChildTable label={label} {...props} />
  );
}
