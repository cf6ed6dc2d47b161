import type { RequestTab } from './request-tabs';

/** `row` is how the name of the button in the focused row starts, `bulk` the button of the bulk bar. */
export type Shortcut = { key: string; text: string; row?: string; bulk?: string };

/** The shortcuts of every list of requests. */
export const fixedShortcuts: readonly Shortcut[] = [
  { key: 'j', text: 'Next row (or ↓)' },
  { key: 'k', text: 'Previous row (or ↑)' },
  { key: 'o', text: 'Open the request (or Enter)' },
  { key: 'x', text: 'Select or deselect' },
  { key: '?', text: 'Show keyboard shortcuts' },
];

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

/** The shortcuts of a tab, besides those of every list. */
export function shortcutsOf(tab: RequestTab): readonly Shortcut[] {
  return tab === 'waiting' || tab === 'live' ? shortcuts[tab] : [];
}
