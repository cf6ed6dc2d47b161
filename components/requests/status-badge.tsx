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
import { type Standing, statusAt } from '@/lib/core/access/request';
import type { RequestItem } from './request-item';

export const statusLooks: Record<Standing, { word: string; tone: Tone; icon: LucideIcon }> = {
  Pending: { word: 'Pending', tone: 'warn', icon: Clock },
  Denied: { word: 'Denied', tone: 'bad', icon: X },
  Lapsed: { word: 'Timed out', tone: 'neutral', icon: TimerOff },
  Cancelled: { word: 'Cancelled', tone: 'neutral', icon: Undo2 },
  Invalidated: { word: 'Policy changed', tone: 'bad', icon: CircleSlash },
  Active: { word: 'Active', tone: 'ok', icon: CircleCheck },
  Expired: { word: 'Expired', tone: 'neutral', icon: CircleDashed },
  Revoked: { word: 'Revoked', tone: 'bad', icon: Ban },
  Relinquished: { word: 'Ended by requester', tone: 'neutral', icon: Undo2 },
};

/** The status of a request by word, icon and color; for active access with the time left. */
export function StatusBadge({ request, now }: RequestItem) {
  const standing = statusAt(request, now);
  const { word, tone, icon } = statusLooks[standing];
  return (
    <Badge tone={tone} icon={icon}>
      <span>
        {word}
        {standing === 'Active' && request.grant && (
          <>
            , <TimeLeft end={request.grant.expiresAt} now={now} />
          </>
        )}
        {standing === 'Expired' && request.grant && (
          <>
            {' '}
            <Time at={request.grant.expiresAt} show="clock" />
          </>
        )}
      </span>
    </Badge>
  );
}
