import type { Via } from '@/lib/core/actor';

const viaNames: Record<Via, string> = {
  web: 'Console',
  slack: 'Slack',
  zli: 'zli',
  api: 'API',
  operator: 'CLI',
  clock: 'System',
};

/** Where the actor of an audit event acted. */
export function formatVia(via: Via): string {
  return viaNames[via];
}
