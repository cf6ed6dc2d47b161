import Link from 'next/link';
import type { ReactNode } from 'react';
import { Time } from '@/components/ui/time';
import { groupProblems, toGroupProblem } from '@/lib/core/group-problem';
import { isEnforced, type PolicyType } from '@/lib/core/policy/policy';
import { describeBarred } from '@/lib/core/slack/slack-account';
import type { PersonDetail } from '@/lib/directory/get-person';
import { RoleBadge } from './role-badge';
import { SlackBadge } from './slack-badge';

/** The role and policies of a person or program, and a person's last sign-in, Slack account and groups. */
export function PersonFacts({ person }: { person: PersonDetail }) {
  const { id, role, disabledAt, policies } = person;
  return (
    <dl className="grid gap-x-6 gap-y-3 rounded-xl border border-line bg-panel px-5 py-4 shadow-card sm:grid-cols-[9rem_minmax(0,1fr)]">
      <Fact name="Role">
        <RoleBadge role={role} disabled={disabledAt !== null} />
      </Fact>
      {person.kind === 'User' && <SignInFacts person={person} />}
      <Fact name="Policies">
        {policies.length === 0 && <span className="text-muted">None</span>}
        <ul>
          {policies.map((policy) => (
            <li key={policy.id}>
              <Link href={`/policies/${policy.id}`} className="underline underline-offset-2">
                {policy.name}
              </Link>{' '}
              <span className="text-muted">
                {describeEffect(policy.type)}
                {policy.by !== null && `, as a member of ${policy.by}`}
              </span>
            </li>
          ))}
        </ul>
        <Link
          href={`/policies/simulator?ask=person&id=${id}`}
          className="mt-1 inline-block font-semibold underline underline-offset-2"
        >
          What they can request
        </Link>
      </Fact>
    </dl>
  );
}

/** What only people have: a sign-in, a Slack account and groups. */
function SignInFacts({ person }: { person: PersonDetail }) {
  const { lastLoginAt, groups, slack, barred } = person;
  const problem = toGroupProblem(person.groupProblem);
  return (
    <>
      <Fact name="Last sign-in">{lastLoginAt ? <Time at={lastLoginAt} /> : 'Never'}</Fact>
      <Fact name="Slack">
        <span className="inline-flex flex-wrap items-center gap-2">
          <SlackBadge status={slack} />
          <span className="text-muted">{describeSlackStatus(person)}</span>
        </span>
        {barred && <span className="block text-muted">Their Slack account is {describeBarred(barred)}.</span>}
      </Fact>
      <Fact name="Groups">
        {groups.length === 0 && <span className="text-muted">None</span>}
        {problem && (
          <span className="block text-muted">
            Some are missing, because {groupProblems[problem].finding}. {groupProblems[problem].remedy}
          </span>
        )}
        <span className="flex flex-wrap gap-x-3 gap-y-0.5">
          {groups.map((group) => (
            <Link
              key={group.id}
              href={`/users?${new URLSearchParams({ group: group.id })}`}
              className="underline underline-offset-2"
            >
              {group.name}
            </Link>
          ))}
        </span>
      </Fact>
    </>
  );
}

function describeEffect(type: PolicyType): string {
  if (!isEnforced(type)) return 'not enforced';
  return type === 'JustInTime' ? 'can request' : 'standing access';
}

function describeSlackStatus({ slack, role }: PersonDetail): string {
  switch (slack) {
    case 'linked':
      return role === 'Admin' ? 'Can request and decide in Slack.' : 'Can request in Slack.';
    case 'matched':
      return role === 'Admin'
        ? 'Can request in Slack. To decide there, they must link their account once by pressing Approve or Deny in Slack.'
        : 'Can request in Slack.';
    case 'barred':
      return 'Cannot use or be notified in Slack.';
    case 'none':
      return 'Not found in Slack yet. They are looked up by email at their next notification.';
  }
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="-mb-3 text-muted sm:mb-0">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
