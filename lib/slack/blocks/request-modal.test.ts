import { expect, test } from 'vitest';
import type { RequestForm } from '@/lib/access/get-request-form';
import { blockLines } from '@/test/block-lines';
import { pendingRequest, sampleNow } from '@/test/sample-request';
import { requestModal } from './request-modal';
import { matchOptions, toOption } from './request-options';

const target = { ...pendingRequest().target, environmentId: 'e' };
const offer = {
  targetUsers: ['root'],
  targetGroups: [],
  verbs: ['Shell' as const],
  automatic: true,
  duration: 60,
};
const form: RequestForm = { target, offers: [offer], open: null, last: null, now: sampleNow };

const labels = (input: RequestForm) =>
  requestModal(input).blocks.flatMap((block) => ('label' in block ? [block.label.text] : []));

test('a server with one choice in each field: the action is no field, the user is selected', () => {
  expect(blockLines(requestModal(form))).toMatchInlineSnapshot(`
    [
      "modal: Request access | callback_id: submit-request | private_metadata: {"targetId":"0199f000-0000-7000-8000-0000000000aa"}",
      "*prod-web*",
      "  Linux server in prod  ·  Shell",
      "Target user: static_select target-user | initial_option: root = root | options: root = root | placeholder: Select an account | block_id: target-user | dispatch_action",
      "Duration: static_select duration | initial_option: 1 hour = 60 | options: 1 hour = 60, 30 minutes = 30, 15 minutes = 15 | block_id: duration 60",
      "Reason: plain_text_input reason | max_length: 1000 | min_length: 1 | multiline | placeholder: What will you do, and why now? | block_id: reason",
      "(⚡ Approved automatically for up to 1 hour) | block_id: decider",
      "[Request] submit",
      "[Cancel] close",
    ]
  `);
});

test('each type of target has its own fields', () => {
  expect(labels(form)).toEqual(['Target user', 'Duration', 'Reason']);
  const two = { ...offer, verbs: ['Shell' as const, 'Tunnel' as const] };
  expect(labels({ ...form, offers: [two] })).toEqual(['Target user', 'Policy action', 'Duration', 'Reason']);
  const cluster = { ...offer, targetGroups: ['system:masters'], verbs: [] };
  expect(labels({ ...form, target: { ...target, type: 'Cluster' }, offers: [cluster] })).toEqual([
    'Target user',
    'Target group',
    'Duration',
    'Reason',
  ]);
  const web = { ...offer, targetUsers: [], verbs: [] };
  expect(labels({ ...form, target: { ...target, type: 'Web' }, offers: [web] })).toEqual([
    'Duration',
    'Reason',
  ]);
});

test('the duration can be chosen up to what the policy of the selection allows', () => {
  const line = (duration: number) =>
    blockLines(requestModal({ ...form, offers: [{ ...offer, duration }] })).find((text) =>
      text.startsWith('Duration'),
    );
  expect(line(90)).toBe(
    'Duration: static_select duration | initial_option: 1 hour 30 minutes = 90 | options: 1 hour 30 minutes = 90, 1 hour = 60, 30 minutes = 30, 15 minutes = 15 | block_id: duration 90',
  );
  expect(line(15)).toBeUndefined();
});

test('a group of a cluster is required where every policy lists some', () => {
  const grouped = { ...offer, targetGroups: ['system:masters', 'viewers'], verbs: [] };
  const cluster = { ...form, target: { ...target, type: 'Cluster' as const } };
  const groupLine = (offers: (typeof grouped)[]) =>
    blockLines(requestModal({ ...cluster, offers })).find((line) => line.startsWith('Target group'));
  expect(groupLine([grouped])).not.toContain('| optional');
  expect(groupLine([grouped, { ...grouped, targetGroups: [] }])).toContain('| optional');
  expect(groupLine([{ ...grouped, targetGroups: ['viewers'] }])).toContain('initial_options: viewers');
});

test('the form begins with what was used last, if it is offered together', () => {
  const offers = [
    { ...offer, targetUsers: ['deploy', 'root'], verbs: ['Shell' as const, 'Tunnel' as const] },
    { ...offer, targetUsers: ['backup'], verbs: ['FileTransfer' as const] },
  ];
  const selected = (last: RequestForm['last']) =>
    blockLines(requestModal({ ...form, offers, last })).flatMap(
      (line) => /^(?:Target|Policy).* initial_option: (\S+)/.exec(line)?.[1] ?? [],
    );
  expect(selected(null)).toEqual([]);
  expect(selected({ targetUser: 'root', targetGroups: [], verb: 'Tunnel' })).toEqual(['root', 'Tunnel']);
  expect(selected({ targetUser: 'root', targetGroups: [], verb: 'RDP' })).toEqual(['root']);
  expect(selected({ targetUser: 'backup', targetGroups: [], verb: 'Shell' })).toEqual([]);
});

test('a search lists options that begin with the query first', () => {
  const found = matchOptions(['app-root', 'root', 'Rootless', 'admin'], ' ROOT');
  expect(found.map(({ value }) => value)).toEqual(['root', 'Rootless', 'app-root']);
});

test('a long name shows its end as the description', () => {
  const option = toOption(`${'a'.repeat(100)}-end`);
  expect(option.text.text).toHaveLength(75);
  expect(option.description?.text).toMatch(/^…a+-end$/);
});
