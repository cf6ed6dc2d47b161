import Link from 'next/link';
import type { ReactNode } from 'react';
import { Time } from '@/components/ui/time';
import { describeBarred } from '@/lib/core/slack/slack-account';
import type { PersonDetail } from '@/lib/directory/get-person';
import { RoleBadge } from './role-badge';
import { SlackBadge } from './slack-badge';

/** What is known of a person: role, groups, Slack, and the policies that name them. */
export function PersonFacts({ person }: { person: PersonDetail }) {
  const { id, role, disabledAt, lastLoginAt, groups, slack, barred, policies } = person;
  return (
    <dl className="grid gap-x-6 gap-y-3 rounded-xl border border-line bg-panel px-5 py-4 shadow-card sm:grid-cols-[9rem_minmax(0,1fr)]">
      <Fact name="Role">
        <RoleBadge role={role} disabled={disabledAt !== null} />
      </Fact>
      <Fact name="Last sign-in">{lastLoginAt ? <Time at={lastLoginAt} /> : 'Never'}</Fact>
      <Fact name="Slack">
        <span className="inline-flex flex-wrap items-center gap-2">
          <SlackBadge standing={slack} />
          <span className="text-muted">{sayStanding(person)}</span>
        </span>
        {barred && <span className="block text-muted">Their account there is {describeBarred(barred)}.</span>}
      </Fact>
      <Fact name="Groups">
        {groups.length === 0 && <span className="text-muted">None</span>}
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
      <Fact name="Policies">
        {policies.length === 0 && <span className="text-muted">None names them</span>}
        <ul>
          {policies.map((policy) => (
            <li key={policy.id}>
              <Link href={`/policies/${policy.id}`} className="underline underline-offset-2">
                {policy.name}
              </Link>{' '}
              <span className="text-muted">
                {policy.type === 'JustInTime' ? 'may ask' : 'has it all the time'}
                {policy.by !== null && `, by ${policy.by}`}
              </span>
            </li>
          ))}
        </ul>
        <Link
          href={`/policies/simulator?ask=person&id=${id}`}
          className="mt-1 inline-block font-semibold underline underline-offset-2"
        >
          What they may ask for
        </Link>
      </Fact>
    </dl>
  );
}

function sayStanding({ slack, role }: PersonDetail): string {
  switch (slack) {
    case 'linked':
      return role === 'Admin' ? 'May ask and decide in Slack.' : 'May ask in Slack.';
    case 'matched':
      return role === 'Admin'
        ? 'May ask in Slack; to decide there they link their account once, through a link Slack shows them.'
        : 'May ask in Slack.';
    case 'barred':
      return 'Can’t be reached in Slack.';
    case 'none':
      return 'Was not seen in Slack yet; they are looked up by their address when there is something to tell.';
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
