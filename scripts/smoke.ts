// `npx tsx scripts/smoke.ts`, after a build: starts the product on this version of Node, connects the local Slack,
// requests access there as an engineer, approves as an admin, and checks that the request is approved. Needs no
// browser: it signs in and connects Slack over HTTP.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Product, startProduct } from '@/e2e/fixtures/product';
import { actions } from '@/lib/slack/ids';
import { HttpSession } from './http-session';
import { loadDemo } from './load-demo';

const team = { teamId: 'T0ACME' };
const admin = { ...team, userId: 'U0ADMIN' };
const engineer = { ...team, userId: 'U0ENGINEER' };

const product = await startProduct({ worker: 'inline' });
try {
  await loadDemo(product.idp.issuer);
  const session = new HttpSession();
  await signIn(session, product, 'acme-admin');
  await integrateSlack(session, product);
  await requestAccess(product);
  await approve(product);
} finally {
  await product.close();
}
console.log(`Node ${process.versions.node}: signed in, connected Slack, requested and approved access.`);

async function signIn(session: HttpSession, { appUrl }: Product, sub: string): Promise<void> {
  const { body } = await session.get(`${appUrl}/api/auth/csrf`);
  const { csrfToken } = JSON.parse(body) as { csrfToken: string };
  const page = await session.post(`${appUrl}/api/auth/signin/oidc`, { csrfToken, callbackUrl: appUrl });
  await session.post(page.url, { sub });
  const signedIn = await session.get(`${appUrl}/api/auth/session`);
  assert.match(signedIn.body, /admin@acme\.test/);
}

async function integrateSlack(session: HttpSession, { appUrl, slack }: Product): Promise<void> {
  const page = await session.get(`${appUrl}/api/slack/install`);
  await session.post(page.url, { team: admin.teamId, user: admin.userId, decision: 'allow' });
  await until('the log channel exists', () =>
    slack.control.channels(team.teamId).some(({ name }) => name === 'bzero-jit-log'),
  );
}

async function requestAccess({ slack: { control } }: Product): Promise<void> {
  const channelId = control.channels(team.teamId).find(({ name }) => name === 'incidents')?.id ?? '';
  await control.runCommand({ ...engineer, channelId, text: '/bz-list-targets win-build' });
  await until(
    'the targets are listed',
    () => control.ephemerals({ ...team, channel: channelId, user: engineer.userId }).length > 0,
  );
  await control.click({ ...engineer, actionId: actions.openRequest });
  await until('the form is open', () => control.views(engineer.teamId, engineer.userId).length > 0);
  const submitted = await control.submitView({ ...engineer, values: { reason: 'The build hangs' } });
  assert.equal(submitted.result, 'closed');
}

async function approve({ slack: { control } }: Product): Promise<void> {
  const card = () => JSON.stringify(control.messages({ ...team, user: admin.userId }).at(-1) ?? '');
  await until('the admin has the card', () => card().includes('The build hangs'));
  await control.click({ ...admin, actionId: actions.approveRequest });
  await until('the card says who approved', () => card().includes(`Approved by <@${admin.userId}>`));
}

/** Waits until a condition holds. Throws after a minute. */
async function until(what: string, holds: () => boolean): Promise<void> {
  const giveUp = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > giveUp) throw new Error(`not done after a minute: ${what}`);
    await sleep(50);
  }
}
