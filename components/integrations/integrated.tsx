import { Check, CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Card, CardSection } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { Integration } from '@/lib/integrations/get-integration';
import { RemoveIntegration } from './remove-integration';

type Installation = NonNullable<Integration['installation']>;

/** `reasons` says of each permission what it is for. */
type Props = { installation: Installation; reasons: Readonly<Record<string, string>> };

/** The workspace that is integrated, and the way out of it. */
export function Integrated({ installation, reasons }: Props) {
  const { teamName, teamId, installedBy, installedAt, scopes, logChannelName, undelivered } = installation;
  return (
    <Card label="Slack">
      <div className="flex flex-wrap items-center justify-between gap-4 px-5 py-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex items-center gap-2 font-semibold">
            Slack
            <Badge tone="ok" icon={CircleCheck}>
              Connected
            </Badge>
          </h2>
          <p className="break-words text-muted">
            Workspace <b className="font-semibold text-ink">{teamName}</b> ({teamId}), installed by{' '}
            {installedBy.email} on <Time at={installedAt} show="date" />
          </p>
        </div>
        <RemoveIntegration teamName={teamName} />
      </div>
      <CardSection title="Channel">
        {logChannelName ? (
          <Good>
            <b className="font-semibold">{logChannelName}</b> is private; all admins are invited
          </Good>
        ) : (
          <p className="mt-1 flex items-center gap-2 text-muted">
            <LoaderCircle aria-hidden size={15} className="animate-spin" />
            The log channel is being made. This takes a moment.
          </p>
        )}
      </CardSection>
      <CardSection title="Messages">
        <Messages undelivered={undelivered} />
      </CardSection>
      <CardSection title="Granted permissions">
        <dl className="mt-1.5 grid gap-x-4 gap-y-1 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
          {scopes.map((scope) => (
            <div key={scope} className="contents">
              <dt>
                <code className="rounded-md bg-soft px-2 py-0.5 font-mono text-xs">{scope}</code>
              </dt>
              <dd className="text-muted">{reasons[scope] ?? 'not asked for by this version'}</dd>
            </div>
          ))}
        </dl>
      </CardSection>
    </Card>
  );
}

/** What Slack would not take; the requests themselves stand, and can be decided here. */
function Messages({ undelivered }: Pick<Installation, 'undelivered'>) {
  if (undelivered.length === 0) return <Good>Nothing is undelivered</Good>;
  return (
    <ul className="mt-1 flex flex-col gap-1">
      {undelivered.map(({ id, requestId, recipient, why }) => (
        <li key={id} className="flex items-start gap-2">
          <TriangleAlert aria-hidden size={15} className="mt-[3px] shrink-0 text-warn" />
          <span className="min-w-0 break-words">
            Not delivered to <b className="font-semibold">{recipient ?? 'the log channel'}</b>: {why}
            {requestId && (
              <>
                {' · '}
                <Link href={`/requests/${requestId}`} className="underline underline-offset-2">
                  request
                </Link>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Good({ children }: { children: ReactNode }) {
  return (
    <p className="mt-1 flex items-start gap-2">
      <Check aria-hidden size={15} className="mt-[3px] shrink-0 text-ok" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
