import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  Clock,
  type LucideIcon,
  TimerOff,
  Undo2,
  X,
} from 'lucide-react';
import { Badge, type Tone } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import { TimeLeft } from '@/components/ui/time-left';
import type { RequestStatus } from '@/lib/core/access/request';
import { formatStatus, outcomeFacts } from '@/lib/core/text/request';
import type { RequestItem } from './request-item';

export const statusLooks: Record<RequestStatus, { tone: Tone; icon: LucideIcon }> = {
  Pending: { tone: 'warn', icon: Clock },
  Denied: { tone: 'bad', icon: X },
  Lapsed: { tone: 'neutral', icon: TimerOff },
  Cancelled: { tone: 'neutral', icon: Undo2 },
  Invalidated: { tone: 'bad', icon: CircleSlash },
  Active: { tone: 'ok', icon: CircleCheck },
  Expired: { tone: 'neutral', icon: CircleDashed },
  Revoked: { tone: 'bad', icon: Ban },
  Relinquished: { tone: 'neutral', icon: Undo2 },
};

/** The status of a request: its text, icon and color, with the time left of active access. */
export function StatusBadge({ request, now }: RequestItem) {
  const facts = outcomeFacts(request, now);
  const { status } = facts;
  const { tone, icon } = statusLooks[status];
  return (
    <Badge tone={tone} icon={icon}>
      <span>
        {formatStatus(facts)}
        {status === 'Active' && request.grant && (
          <>
            , <TimeLeft end={request.grant.expiresAt} now={now} />
          </>
        )}
        {status === 'Expired' && request.grant && (
          <>
            {' '}
            <Time at={request.grant.expiresAt} show="clock" />
          </>
        )}
      </span>
    </Badge>
  );
}
