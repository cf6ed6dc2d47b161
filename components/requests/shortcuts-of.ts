import type { Shortcut } from './keyboard-shortcuts';
import type { RequestTab } from './request-tabs';

const shortcuts: Record<'waiting' | 'live', readonly Shortcut[]> = {
  waiting: [
    { key: 'a', text: 'Approve the request', row: 'Approve' },
    { key: 'd', text: 'Deny with a reason', row: 'Deny' },
    { key: 'A', text: 'Approve selected (asks first)', bulk: 'approve' },
    { key: 'D', text: 'Deny selected with one reason', bulk: 'deny' },
  ],
  live: [
    { key: 'r', text: 'Revoke access (asks first)', row: 'Revoke' },
    { key: 'R', text: 'Revoke selected (asks first)', bulk: 'revoke' },
  ],
};

/** The shortcuts of a tab, besides those that move between rows. */
export function shortcutsOf(tab: RequestTab): readonly Shortcut[] {
  return tab === 'waiting' || tab === 'live' ? shortcuts[tab] : [];
}
