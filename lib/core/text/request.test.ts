import { describe, expect, test } from 'vitest';

import { describeOutcome, formatReason, formatStatus, type OutcomeFacts } from './request';

const pending: OutcomeFacts = {
  status: 'Pending',
  approved: false,
  automatic: false,
  selfApproved: false,
  decidedBy: null,
  endedBy: null,
  decisionReason: null,
  endReason: null,
};
const approved: OutcomeFacts = {
  ...pending,
  status: 'Active',
  approved: true,
  decidedBy: 'admin@acme.test',
};

describe('each state has one name, and an outcome says who decided or ended it', () => {
  test.each<[Partial<OutcomeFacts>, string, string, string]>([
    [pending, 'Pending', 'Pending', ''],
    [approved, 'Active', 'Approved by admin@acme.test', ''],
    [{ ...approved, selfApproved: true }, 'Active', 'Approved by admin@acme.test (own request)', ''],
    [{ ...approved, automatic: true, decidedBy: null }, 'Active', 'Approved automatically', ''],
    [
      { status: 'Denied', decidedBy: 'admin@acme.test', decisionReason: 'Not today' },
      'Denied',
      'Denied by admin@acme.test',
      ': Not today',
    ],
    [{ status: 'Lapsed' }, 'Timed out', 'Timed out', ''],
    [
      { status: 'Cancelled', decisionReason: 'Slack was removed' },
      'Cancelled',
      'Cancelled',
      ': Slack was removed',
    ],
    [{ status: 'Cancelled' }, 'Cancelled', 'Cancelled by requester', ''],
    [
      { status: 'Invalidated', decisionReason: 'no policy covers it' },
      'Cancelled: policy changed',
      'Cancelled: policy changed',
      ' (no policy covers it)',
    ],
    [{ ...approved, status: 'Expired' }, 'Expired', 'Expired', ''],
    [
      { ...approved, status: 'Revoked', endedBy: 'second@acme.test' },
      'Revoked',
      'Revoked by second@acme.test',
      '',
    ],
    [{ ...approved, status: 'Relinquished' }, 'Ended by requester', 'Ended by requester', ''],
    [
      { ...approved, status: 'Invalidated', endReason: 'PolicyEdited' },
      'Ended: policy changed',
      'Ended: policy changed',
      '',
    ],
    [
      { ...approved, status: 'Invalidated', endReason: 'PolicyEdited', endedBy: 'admin@acme.test' },
      'Ended: policy changed',
      'Ended: policy changed by admin@acme.test',
      '',
    ],
    [
      { ...approved, status: 'Invalidated', endReason: 'PersonDisabled' },
      'Ended: account disabled',
      'Ended: account disabled',
      '',
    ],
    [
      { ...approved, status: 'Invalidated', endReason: null },
      'Ended: policy changed',
      'Ended: policy changed',
      '',
    ],
  ])('%o', (more, status, outcome, reason) => {
    const facts = { ...pending, ...more };
    expect([formatStatus(facts), describeOutcome(facts), formatReason(facts)]).toEqual([
      status,
      outcome,
      reason,
    ]);
  });
});
