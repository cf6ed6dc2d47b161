import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkBlocks } from '@/emulators/slack/blocks/check';
import { checkView } from '@/emulators/slack/blocks/view';
import type { RequestForm } from '@/lib/access/get-request-form';
import type { RequestableList } from '@/lib/access/list-requestable';
import type { GrantView } from '@/lib/core/access/grant';
import type { Offer } from '@/lib/core/access/offer';
import type { RequestView, RevocationCheck } from '@/lib/core/access/request';
import { verbs } from '@/lib/core/target/target';
import {
  approvedRequest,
  deniedRequest,
  longest,
  minutesFrom,
  pendingRequest,
  sampleNow,
} from '@/test/sample-request';
import { denyModal } from './deny-modal';
import { helpMessage } from './help-message';
import { homeView } from './home-view';
import { linkInvitation } from './link-invitation';
import { maxTextLength, noMentions, type SlackMessageBody } from './message';
import { renderMessage } from './render-message';
import { requestModal } from './request-modal';
import { messageModal, unreviewedModal } from './result-modal';
import { targetList } from './target-list';
import { welcomeMessage } from './welcome-message';

const consoleUrl = `https://${'console.'.repeat(20)}example.com`;
const grant = approvedRequest().grant;
const admin = deniedRequest().decidedBy;
if (!grant) throw new Error('the sample has a grant');

const states: Record<string, RequestView> = {
  pending: pendingRequest(),
  approved: approvedRequest(),
  automatic: approvedRequest({ automatic: true, decidedBy: null }),
  denied: deniedRequest(),
  'timed out': pendingRequest({ state: 'Lapsed' }),
  cancelled: pendingRequest({ state: 'Cancelled', decidedAt: sampleNow, decisionReason: 'x' }),
  invalidated: pendingRequest({ state: 'Invalidated', decidedAt: sampleNow, decisionReason: 'x' }),
  expired: approvedRequest({ grant: { ...grant, expiresAt: minutesFrom(-1) } }),
  revoked: approvedRequest({
    grant: { ...grant, state: 'Revoked', endedAt: sampleNow, endedBy: admin },
  }),
  'not covered': approvedRequest({
    grant: { ...grant, state: 'Invalidated', endedAt: sampleNow, endReason: 'TargetMoved' },
  }),
  'a web app': approvedRequest({
    target: { ...approvedRequest().target, type: 'Web', host: `${'a'.repeat(60)}.`.repeat(4) },
    targetUser: null,
    verb: null,
  }),
  RDP: approvedRequest({ verb: 'RDP' }),
  verified: ended('Verified'),
  'still open': ended('StillOpen'),
  'not verified': ended('Unverified'),
  'check pending': ended('Pending'),
};

function ended(state: RevocationCheck['state']): RequestView {
  const checkedAt = state === 'Pending' ? null : sampleNow;
  return approvedRequest({
    grant: { ...approvedRequest().grant, state: 'Expired', expiresAt: minutesFrom(-1) } as GrantView,
    revocationCheck: { state, detail: 'x', checkedAt },
  });
}

const kinds = [
  'request-card',
  'request-reminder',
  'request-status',
  'request-outcome',
  'request-ending',
  'request-end',
  'log-outcome',
  'log-end',
  'log-door-gone',
  'log-door-open',
  'door-alarm',
] as const;

const full = (length: number) => '&<>`*'.repeat(length).slice(0, length);

function expectFine(message: SlackMessageBody): void {
  expect(checkBlocks(message.blocks, 'message')).toEqual([]);
  expect(message.text.length).toBeGreaterThan(0);
  expect(message.text.length).toBeLessThanOrEqual(maxTextLength);
  expectWholeEscapes(message);
}

/** After escaping, every ampersand begins one of three escapes, wherever a text was cut. */
function expectWholeEscapes(value: unknown): void {
  const mrkdwn = JSON.stringify(value).matchAll(/"type":"mrkdwn","text":"((?:[^"\\]|\\.)*)"/g);
  for (const [, text = ''] of mrkdwn) {
    expect(text.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/&/);
    expect(text.replace(/<(!date|https?:|@U)[^<>]*>/g, '')).not.toMatch(/<(?!\/)/);
  }
}

describe.each(kinds)('%s', (kind) => {
  test.each(Object.keys(states))('stays inside the limits when %s', (state) => {
    const request = states[state] ?? pendingRequest();
    expectFine(renderMessage(kind, { request, now: sampleNow, consoleUrl, mentions: noMentions }));
    expectFine(
      renderMessage(kind, { request: longest(request), now: sampleNow, consoleUrl, mentions: noMentions }),
    );
  });
});

const offer: Offer = {
  targetUsers: Array.from({ length: 150 }, (_, index) => `${index}${full(250)}`),
  targetGroups: Array.from({ length: 100 }, (_, index) => `${index}:${full(146)}`),
  verbs: [...verbs],
  automatic: false,
  duration: 1439,
};
const target = { ...longest(pendingRequest()).target, environmentId: 'e' };
const forms: RequestForm[] = [
  { target, offers: [offer], open: null, last: null, now: sampleNow },
  { target: { ...target, type: 'Cluster' }, offers: [offer], open: null, last: null, now: sampleNow },
  {
    target,
    offers: [{ ...offer, targetUsers: offer.targetUsers.slice(0, 100) }],
    open: null,
    last: null,
    now: sampleNow,
  },
  { target: { ...target, type: 'Web' }, offers: [offer], open: null, last: null, now: sampleNow },
  { target, offers: [offer], open: longest(pendingRequest()), last: null, now: sampleNow },
  { target, offers: [offer], open: longest(approvedRequest()), last: null, now: sampleNow },
];

test.each(forms)('the request form stays inside the limits', (form) => {
  const chosen = { targetUser: full(255), targetGroups: offer.targetGroups, verb: 'Shell' as const };
  for (const choice of [undefined, chosen]) {
    const view = requestModal(form, choice && { spec: choice });
    expect(checkView({ ...view }, 'modal')).toEqual([]);
    expectWholeEscapes(view);
  }
});

test.each(Object.keys(states))('result, denial and home stay inside the limits when %s', (state) => {
  const request = longest(states[state] ?? pendingRequest());
  const result = unreviewedModal(request);
  expect(checkView({ ...result }, 'modal')).toEqual([]);
  expect(checkView({ ...denyModal({ request, mentions: noMentions }) }, 'modal')).toEqual([]);
  const many = Array.from({ length: 60 }, () => ({ ...request, id: randomUUID() }));
  const tab = homeView({
    active: many,
    own: many,
    pending: { requests: many, decidable: new Set(many.map(({ id }) => id)) },
    now: sampleNow,
    consoleUrl,
    mentions: noMentions,
  });
  expect(checkView({ ...tab }, 'home')).toEqual([]);
  expectWholeEscapes([result, denyModal({ request, mentions: noMentions }), tab]);
});

test('twenty of the longest targets stay inside the limits', () => {
  const open = { requestId: 'r', state: 'Approved' as const, expiresAt: minutesFrom(5) };
  const row = { ...target, automatic: false, duration: 1439 };
  const list: RequestableList = {
    integrated: true,
    targets: Array.from({ length: 20 }, (_, index) => ({ ...row, open: index % 2 ? open : null })),
    total: 100_000,
    page: 2,
    pages: 5000,
    now: sampleNow,
    corrected: null,
  };
  expectFine(targetList(list, { words: full(200), consoleUrl }));
  expectFine(targetList({ ...list, total: 0, targets: [] }, { words: full(200), consoleUrl }));
  expectFine(targetList({ ...list, total: 0, targets: [] }, { words: '', consoleUrl }));
  expectFine(targetList({ ...list, integrated: false }, { words: '', consoleUrl }));
});

test('the smaller messages stay inside the limits', () => {
  expectFine(helpMessage({ consoleUrl }));
  expectFine(welcomeMessage({ name: full(255), role: 'unlinked-admin', consoleUrl }));
  expectFine(linkInvitation({ url: `${consoleUrl}/link-slack/${'x'.repeat(43)}` }));
  expect(checkView({ ...messageModal(helpMessage({ consoleUrl })) }, 'modal')).toEqual([]);
});
