import { Ban, CircleCheck, CircleDashed, Link2 } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { SlackStatus } from '@/lib/core/slack/slack-account';
import { slackNames } from '@/lib/web/filters/people-filter';

const looks = {
  linked: { tone: 'ok', icon: Link2 },
  matched: { tone: 'neutral', icon: CircleCheck },
  barred: { tone: 'warn', icon: Ban },
  none: { tone: 'neutral', icon: CircleDashed },
} as const;

/** Whether a person's Slack account is linked, matched, unavailable or not found. */
export function SlackBadge({ status }: { status: SlackStatus }) {
  return <Badge {...looks[status]}>{slackNames[status]}</Badge>;
}
