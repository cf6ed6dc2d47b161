import type { Via } from '@/lib/core/actor';

/** API keys are read-only, so every change through the API comes from `zli`. */
const viaNames: Record<Via, string> = {
  web: 'Console',
  slack: 'Slack',
  api: 'zli',
  operator: 'CLI',
  clock: 'System',
};

/** Where the actor of an audit event acted. */
export function formatVia(via: Via): string {
  return viaNames[via];
}
