import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { type ActivityHour, findActivity, findMedianDecision } from '@/lib/db/requests/activity';

const shown = 24;

export type Activity = {
  /** 24 hours, the oldest first */
  hours: readonly ActivityHour[];
  requests: number;
  approvals: number;
  /** of all decisions of admins in these hours; null when there was none */
  medianSeconds: number | null;
};

/** The last 24 hours: requests, approvals, and the time that admins took to decide. Admins only. */
export async function getActivity(ctx: Context): Promise<Activity> {
  await requireAdmin(ctx);
  const [hours, medianSeconds] = await Promise.all([
    findActivity(ctx.organizationId, shown),
    findMedianDecision(ctx.organizationId, shown),
  ]);
  const sum = (of: 'requests' | 'approvals') => hours.reduce((total, hour) => total + hour[of], 0);
  return { hours, requests: sum('requests'), approvals: sum('approvals'), medianSeconds };
}
