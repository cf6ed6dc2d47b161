import { CircleCheck, CircleDashed, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import { Badge, type Tone } from '@/components/ui/badge';
import type { SetupStatus } from '@/lib/core/target/setup-status';
import { setupStatusNames } from '@/lib/core/text/target';

const looks: Record<SetupStatus, { tone: Tone; icon: LucideIcon }> = {
  NotSetUp: { tone: 'neutral', icon: CircleDashed },
  Verified: { tone: 'ok', icon: CircleCheck },
  Confirmed: { tone: 'ok', icon: CircleCheck },
  Incomplete: { tone: 'warn', icon: TriangleAlert },
  Failing: { tone: 'bad', icon: OctagonAlert },
  Outdated: { tone: 'warn', icon: TriangleAlert },
};

/** The status of a target's set-up. */
export function SetupBadge({ status }: { status: SetupStatus }) {
  return <Badge {...looks[status]}>{setupStatusNames[status]}</Badge>;
}
