import {
  Cable,
  Circle,
  CircleDashed,
  CircleHelp,
  LockKeyhole,
  type LucideIcon,
  MessageSquareText,
  OctagonAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import { TimeLeft } from '@/components/ui/time-left';
import type { ConnectionView } from '@/lib/core/access/connection';
import type { RequestView, RevocationCheck } from '@/lib/core/access/request';
import { describeOutcome, formatEndReason, formatStatus, outcomeFacts } from '@/lib/core/text/request';
import { DecisionLine } from './decision-line';
import type { RequestItem } from './request-item';
import { statusLooks } from './status-badge';

/** The newest sessions of the request, newest first, and the number of all. */
type Connected = { connections: { connections: readonly ConnectionView[]; total: number } };

type Step = { key: string; icon: LucideIcon; tone: Tone; what: string; about?: ReactNode; at?: Date | null };

const tones: Record<Tone, string> = {
  neutral: 'text-muted',
  accent: 'text-accent',
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
};

/** The steps of a request, past and to come, oldest first. */
export function TimeLine({ request, now, connections }: RequestItem & Connected) {
  return (
    <ol className="mt-2">
      {stepsOf(request, now, connections).map(({ key, icon: Icon, tone, what, about, at }) => (
        <li
          key={key}
          className="relative flex gap-3 pb-4 before:absolute before:top-5 before:bottom-0 before:left-[7.5px] before:w-px before:bg-line last:pb-0 last:before:hidden"
        >
          <Icon aria-hidden size={16} className={`mt-[3px] shrink-0 ${tones[tone]}`} />
          <div className="min-w-0 grow">
            <p className="flex flex-wrap justify-between gap-x-3">
              <b className="font-semibold">{what}</b>
              {at && (
                <span className="text-muted">
                  <Time at={at} />
                </span>
              )}
            </p>
            {about && <p className="break-words text-muted">{about}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function stepsOf(request: RequestView, now: Date, connections: Connected['connections']): Step[] {
  const requested: Step = {
    key: 'requested',
    icon: MessageSquareText,
    tone: 'neutral',
    what: 'Requested',
    at: request.createdAt,
  };
  return [requested, ...decisionSteps(request, now, connections)];
}

function decisionSteps(request: RequestView, now: Date, connections: Connected['connections']): Step[] {
  const facts = outcomeFacts(request, now);
  const status = facts.status;
  if (request.state !== 'Approved') {
    const look = statusLooks[status];
    const step: Step = {
      key: status,
      icon: look.icon,
      tone: look.tone,
      what: formatStatus(facts),
      at: status === 'Lapsed' ? request.lapsesAt : request.decidedAt,
    };
    if (status !== 'Pending') return [{ ...step, about: <DecisionLine request={request} now={now} /> }];
    return [{ ...step, about: request.lapsesAt && <TimesOut at={request.lapsesAt} /> }];
  }
  return [
    {
      key: 'approved',
      icon: statusLooks.Active.icon,
      tone: 'ok',
      what: 'Approved',
      at: request.decidedAt,
      about: <ApprovedBy request={request} />,
    },
    ...connectionSteps(connections),
    ...endSteps(request, now),
  ];
}

/** The sessions, oldest first. */
function connectionSteps({ connections, total }: Connected['connections']): Step[] {
  const steps = connections.map(
    ({ id, openedAt, closedAt, closeWords }): Step => ({
      key: id,
      icon: Cable,
      tone: closedAt ? 'neutral' : 'ok',
      what: 'Session opened',
      at: openedAt,
      about: closedAt ? (
        <>
          Closed <Time at={closedAt} />: {closeWords}
        </>
      ) : (
        'Open'
      ),
    }),
  );
  const earlier = total - connections.length;
  const more: Step = {
    key: 'earlier',
    icon: Cable,
    tone: 'neutral',
    what: `${earlier} earlier ${earlier === 1 ? 'session' : 'sessions'}`,
  };
  return [...(earlier > 0 ? [more] : []), ...steps.reverse()];
}

function ApprovedBy({ request }: { request: RequestView }) {
  if (request.automatic) return <>Automatically, by policy {request.policy.name}</>;
  const { selfApproved, decidedBy, requester } = request;
  const self = decidedBy?.id === requester.id ? ', the requester' : ', who created the requester';
  return <>{`By ${decidedBy?.email ?? 'an admin'}${selfApproved ? self : ''}`}</>;
}

function TimesOut({ at }: { at: Date }) {
  return (
    <>
      Times out <Time at={at} />
    </>
  );
}

function endSteps(request: RequestView, now: Date): Step[] {
  const { grant } = request;
  if (!grant) return [];
  const facts = outcomeFacts(request, now);
  const status = facts.status;
  const look = statusLooks[status];
  if (status === 'Active') {
    return [
      {
        key: 'live',
        icon: Circle,
        tone: 'ok',
        what: 'Access active',
        about: <TimeLeft end={grant.expiresAt} now={now} />,
      },
      { key: 'ends', icon: CircleDashed, tone: 'neutral', what: 'Expires', at: grant.expiresAt },
    ];
  }
  const about = grant.endReason && formatEndReason(grant.endReason);
  const at = status === 'Expired' ? grant.expiresAt : grant.endedAt;
  const ended = {
    key: status,
    icon: look.icon,
    tone: look.tone,
    what: describeOutcome(facts),
    at,
    ...(about && { about }),
  };
  return [ended, ...revocationSteps(request)];
}

const revocationLooks: Record<RevocationCheck['state'], { icon: LucideIcon; tone: Tone; what: string }> = {
  Verified: { icon: LockKeyhole, tone: 'ok', what: 'Revocation verified' },
  StillOpen: { icon: OctagonAlert, tone: 'bad', what: 'Still accessible' },
  Unverified: { icon: CircleHelp, tone: 'warn', what: 'Revocation not verified' },
  Pending: { icon: CircleDashed, tone: 'neutral', what: 'Verifying revocation' },
};

/** Whether the target refuses the ended access. */
function revocationSteps({ revocationCheck }: RequestView): Step[] {
  if (!revocationCheck) return [];
  return [
    {
      key: 'revocation',
      ...revocationLooks[revocationCheck.state],
      at: revocationCheck.checkedAt,
      about: revocationCheck.detail,
    },
  ];
}
