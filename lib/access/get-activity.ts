import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { type ActivityHour, findActivity, findMedianDecision } from '@/lib/db/requests/activity';

const hoursShown = 24;

export type Activity = {
  /** 24 hours, the oldest first */
  hours: readonly ActivityHour[];
  requests: number;
  approvals: number;
  /** of all decisions by admins in these hours; null when there was none */
  medianSeconds: number | null;
};

/** The requests, approvals and decision times of the last 24 hours. Admins only. */
export async function getActivity(ctx: Context): Promise<Activity> {
  await requireAdmin(ctx);
  const [hours, medianSeconds] = await Promise.all([
    findActivity(ctx.organizationId, hoursShown),
    findMedianDecision(ctx.organizationId, hoursShown),
  ]);
  const sum = (of: 'requests' | 'approvals') => hours.reduce((total, hour) => total + hour[of], 0);
  return { hours, requests: sum('requests'), approvals: sum('approvals'), medianSeconds };
}
