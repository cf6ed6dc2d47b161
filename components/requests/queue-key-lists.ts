import type { QueueKey } from './queue-keys';
import type { RequestTab } from './request-tabs';

const lists: Record<'waiting' | 'live', readonly QueueKey[]> = {
  waiting: [
    { key: 'a', says: 'Approve the request of the row', row: 'Approve' },
    { key: 'd', says: 'Deny it, with a few words', row: 'Deny' },
    { key: 'A', says: 'Approve all selected, after one question', bulk: 'approve' },
    { key: 'D', says: 'Deny all selected, with one reason', bulk: 'deny' },
  ],
  live: [
    { key: 'r', says: 'Revoke the access of the row, after one question', row: 'Revoke' },
    { key: 'R', says: 'Revoke all selected, after one question', bulk: 'revoke' },
  ],
};

/** The keys of a tab, besides those that move. */
export function keysOf(tab: RequestTab): readonly QueueKey[] {
  return tab === 'waiting' || tab === 'live' ? lists[tab] : [];
}
