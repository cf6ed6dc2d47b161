import { expect, test } from 'vitest';
import type { RequestView } from '@/lib/core/access/request';
import { approvedRequest, sampleNow } from '@/test/sample-request';
import { helpMessage } from './help-message';
import { homeView } from './home-view';
import { noMentions } from './message';
import { requestOutcome } from './request-outcome';

const input = { now: sampleNow, consoleUrl: 'https://console.test', mentions: noMentions };
const { target } = approvedRequest();

/** How to connect, in the message and on the Home tab. */
function connectTexts(over: Partial<RequestView>): string[] {
  const request = approvedRequest(over);
  const { text, blocks } = requestOutcome({ ...input, request });
  const tab = homeView({ ...input, active: [request], own: [], pending: null });
  return [text.replace(/.*UTC>\. /, ''), textOf(blocks[1]), textOf(tab.blocks[1]).split('\n').at(-1) ?? ''];
}

function textOf(block: unknown): string {
  return (block as { text: { text: string } }).text.text;
}

test('the command for a server names the protocol unless it is Shell', () => {
  expect(connectTexts({ verb: 'FileTransfer' })).toEqual([
    'Connect with `zli connect root@prod-web.prod --protocol filetransfer`.',
    'Connect with\n`zli connect root@prod-web.prod --protocol filetransfer`',
    '`zli connect root@prod-web.prod --protocol filetransfer`',
  ]);
});

test('a message with a connect command, and the Home tab, say where to get zli', () => {
  const small = '<https://console.test/zli/install|First time? Install zli>';
  const request = approvedRequest();
  expect(JSON.stringify(requestOutcome({ ...input, request }).blocks)).toContain(small);
  expect(JSON.stringify(homeView({ ...input, active: [], own: [], pending: null }).blocks)).toContain(small);
  expect(JSON.stringify(helpMessage(input).blocks)).toContain(small);
});

test('a web app shows its address', () => {
  const web = { ...target, name: 'grafana', type: 'Web' as const, host: 'grafana.acme.test', port: 8443 };
  expect(connectTexts({ target: web, targetUser: null, verb: null })).toEqual([
    'Open <https://grafana.acme.test:8443/|https://grafana.acme.test:8443/>, or connect with `zli connect grafana.prod`.',
    'Open <https://grafana.acme.test:8443/|https://grafana.acme.test:8443/>\nor from a terminal\n`zli connect grafana.prod`',
    '<https://grafana.acme.test:8443/|https://grafana.acme.test:8443/>',
  ]);
  for (const unreachable of [{ host: null }, { isBehindServer: true }])
    expect(connectTexts({ target: { ...web, ...unreachable }, targetUser: null, verb: null })[1]).toBe(
      'Connect with\n`zli connect grafana.prod`',
    );
});

test('the command for a cluster names its groups', () => {
  const cluster = { ...target, name: 'farm', type: 'Cluster' as const };
  const targetGroups = ['system:masters', 'Read only'];
  expect(connectTexts({ target: cluster, targetUser: 'admin', targetGroups, verb: null })[1]).toBe(
    "Connect with\n`zli connect admin@farm.prod --targetGroup system:masters --targetGroup 'Read only'`",
  );
});

test('the command for RDP is the one that opens the local port', () => {
  for (const text of connectTexts({ verb: 'RDP' })) {
    expect(text).toContain('`zli connect root@prod-web.prod --protocol rdp`');
  }
});
