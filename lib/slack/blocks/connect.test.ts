import { expect, test } from 'vitest';
import type { RequestView } from '@/lib/core/access/request';
import { approvedRequest, sampleNow } from '@/test/sample-request';
import { homeView } from './home-view';
import { requestOutcome } from './request-outcome';

const input = { now: sampleNow, consoleUrl: 'https://console.test' };
const { target } = approvedRequest();

/** All that somebody reads of how to connect, in the message and on the Home tab. */
function readsOf(over: Partial<RequestView>): string[] {
  const request = approvedRequest(over);
  const { text, blocks } = requestOutcome({ ...input, request });
  const tab = homeView({ ...input, active: [request], own: [], pending: null });
  return [text.replace(/.*UTC>\. /, ''), textOf(blocks[1]), textOf(tab.blocks[1]).split('\n').at(-1) ?? ''];
}

function textOf(block: unknown): string {
  return (block as { text: { text: string } }).text.text;
}

test('a server says the protocol where it is no shell', () => {
  expect(readsOf({ verb: 'FileTransfer' })).toEqual([
    'Connect with `zli connect root@prod-web.prod --protocol filetransfer`.',
    'Connect with\n`zli connect root@prod-web.prod --protocol filetransfer`',
    '`zli connect root@prod-web.prod --protocol filetransfer`',
  ]);
});

test('a web app is opened at its address', () => {
  const web = { ...target, name: 'grafana', type: 'Web' as const, host: 'grafana.acme.test', port: 8443 };
  expect(readsOf({ target: web, targetUser: null, verb: null })).toEqual([
    'Open <https://grafana.acme.test:8443/|https://grafana.acme.test:8443/>, or connect with `zli connect grafana.prod`.',
    'Open <https://grafana.acme.test:8443/|https://grafana.acme.test:8443/>\nor from a terminal\n`zli connect grafana.prod`',
    '<https://grafana.acme.test:8443/|https://grafana.acme.test:8443/>',
  ]);
  const lost = { ...web, host: null };
  expect(readsOf({ target: lost, targetUser: null, verb: null })[1]).toBe(
    'Connect with\n`zli connect grafana.prod`',
  );
});

test('a cluster says its groups', () => {
  const cluster = { ...target, name: 'farm', type: 'Cluster' as const };
  const targetGroups = ['system:masters', 'Read only'];
  expect(readsOf({ target: cluster, targetUser: 'admin', targetGroups, verb: null })[1]).toBe(
    "Connect with\n`zli connect admin@farm.prod --targetGroup system:masters --targetGroup 'Read only'`",
  );
});

test('what zli does not carry says what to ask for instead', () => {
  for (const read of readsOf({ verb: 'RDP' })) {
    expect(read).toBe('zli does not carry RDP: ask for Tunnel, and reach it through the tunnel.');
  }
});
