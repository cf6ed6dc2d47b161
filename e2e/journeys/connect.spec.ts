import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asked, linked } from '@/e2e/fixtures/acts';
import { signIn } from '@/e2e/fixtures/console';
import { test as base, expect } from '@/e2e/fixtures/journey';
import { players } from '@/e2e/fixtures/people';
import { message, readAnswer, requestInSlack } from '@/e2e/fixtures/slack';
import { contextOf } from '@/e2e/fixtures/stage';
import { startZli, type Zli } from '@/e2e/fixtures/zli';
import { reviewRequest } from '@/lib/access/review-request';
import { getKeyRevocationList } from '@/lib/credentials/get-revocation-list';
import { getSshdSetup } from '@/lib/credentials/get-sshd-setup';
import { database } from '@/lib/db/client';
import { getPolicy } from '@/lib/policies/get-policy';
import { updatePolicy } from '@/lib/policies/update-policy';
import { type Sshd, startSshd } from '@/lib/testing/sshd';

type Fixtures = {
  /** prod-web, a real server that has been set up as its page says */
  server: Sshd;
  /** `zli` of the engineer, signed in */
  zli: (...args: string[]) => Zli;
};

const test = base.extend<Fixtures>({
  server: async ({ emptyStage: _ }, use) => {
    const target = await database().prisma.target.findFirstOrThrow({ where: { name: 'prod-web' } });
    const setup = await getSshdSetup(await contextOf(players.admin.email), { targetId: target.id });
    const sshd = await startSshd({ caPublicKeys: setup.caPublicKeys, principals: setup.principals });
    const data = { host: '127.0.0.1', port: sshd.port, serverIdentity: sshd.hostKey };
    await database().prisma.target.update({ where: { id: target.id }, data });
    await use(sshd);
    await sshd.stop();
  },

  zli: async ({ product, newPage, server: _ }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'zli-journey-'));
    const running: Zli[] = [];
    const start = (...args: string[]) => {
      const zli = startZli(folder, args);
      running.push(zli);
      return zli;
    };
    const login = start('login', '--device', '--server', product.appUrl);
    const [, code = ''] = await login.says(/\b([A-Z]{4}-[A-Z]{4})\b/);
    const page = await newPage();
    await page.goto('/zli');
    await signIn(page, players.engineer);
    await page.getByRole('textbox', { name: 'Code' }).fill(code);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page.getByText('Go back to its terminal')).toBeVisible();
    expect((await login.ended).code, login.said()).toBe(0);
    await use(start);
    for (const zli of running) zli.stop('SIGKILL');
    rmSync(folder, { recursive: true });
  },
});

test('from /bz-list-targets to a shell on a real server, and out again at the end of the access', async ({
  slackAs,
  zli,
  pass,
}) => {
  test.setTimeout(120_000);
  await linked(players.admin);
  const slack = await slackAs(players.engineer);
  const wish = { target: 'prod-web', as: 'root', action: 'Shell', reason: 'The disk is full, INC-2041' };
  await requestInSlack(slack, wish);
  await readAnswer(slack, 'Request sent', /admin/);

  // Somebody waits in a terminal while the admin decides in Slack.
  const session = zli('connect', 'root@prod-web.prod', '--wait', '--', 'echo "I am $(whoami)"; sleep 600');
  const admin = await slackAs(players.admin, 'messages');
  const card = message(admin, 'Requested by').filter({ hasText: 'INC-2041' });
  const approve = card.getByRole('button', { name: /^Approve/ });
  await expect(approve).toBeVisible();
  await approve.click();
  const clicked = performance.now();
  await session.says('I am root');
  const usable = seconds(clicked);

  const passing = performance.now();
  await pass(61);
  const { code } = await session.ended;
  const closed = seconds(passing);
  expect(code, session.said()).toBe(8);
  expect(session.said()).toMatch(/ended: its time is over\. Ask again with: zli request root@prod-web\.prod/);
  process.stdout.write(
    `click on Approve to usable access: ${usable} s; end to closed session: ${closed} s\n`,
  );
  expect(closed).toBeLessThan(5);

  const again = zli('connect', 'root@prod-web', '--', 'true');
  expect((await again.ended).code).toBe(1);
  expect(again.said()).toContain('Nothing gives access to prod-web now. You may ask for it.');

  // The product has tried the door itself, and told so where the end was told.
  const log = await slackAs(players.admin, 'bzero-jit-log');
  await expect(message(log, 'Verified gone')).toContainText('refuses the certificate');
});

test('a revoke closes what runs and raises the alarm until the host has read the list', async ({
  consoleAs,
  server,
  zli,
  slackAs,
}) => {
  test.setTimeout(120_000);
  const request = await approved(await asked(players.engineer, 'prod-web'));
  const session = zli('connect', 'root@prod-web', '--', 'echo in; sleep 600');
  await session.says('in');
  const page = await consoleAs(players.admin, '/connections');
  await expect(page.getByRole('row').filter({ hasText: players.engineer.email })).toContainText('Open');
  await page.goto(`/requests/${request.id}`);
  await page.getByRole('button', { name: /^Revoke/ }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Revoke/ })
    .click();
  const revoked = performance.now();
  expect((await session.ended).code, session.said()).toBe(8);
  expect(seconds(revoked)).toBeLessThan(5);
  expect(session.said()).toContain('admin@acme.test revoked it');

  await page.goto(`/requests/${request.id}`);
  await expect(page.getByText('The door is still open')).toBeVisible();
  const admin = await slackAs(players.second, 'messages');
  await expect(message(admin, 'The door is still open')).toContainText('still takes the certificate');

  const { organizationId } = await contextOf(players.admin.email);
  server.setKrl(await getKeyRevocationList({ organizationId }));
  await expect(message(admin, 'Verified gone')).toBeVisible({ timeout: 45_000 });
});

test('a policy edit ends a session with a code of its own, and nothing else gets in', async ({ zli }) => {
  const request = await approved(await asked(players.engineer, 'prod-web'));
  const session = zli('connect', 'root@prod-web', '--', 'echo in; sleep 600');
  await session.says('in');

  const other = zli('connect', 'postgres@prod-web', '--', 'true');
  expect((await other.ended).code).toBe(1);
  expect(other.said()).toContain('Allowed target users: root.');
  const unknown = zli('connect', 'moon', '--', 'true');
  expect((await unknown.ended).code).toBe(1);
  expect(unknown.said()).toContain('There is no target moon');

  const admin = await contextOf(players.admin.email);
  const policy = await getPolicy(admin, { policyId: request.child.id });
  await updatePolicy(admin, {
    policyId: policy.id,
    version: policy.version,
    type: policy.type,
    name: policy.name,
    targetIds: policy.targets.map(({ id }) => id),
    targetUsers: ['deploy'],
    verbs: ['Shell'],
  });
  expect((await session.ended).code, session.said()).toBe(7);
});

async function approved(request: Awaited<ReturnType<typeof asked>>) {
  return reviewRequest(await contextOf(players.admin.email), { requestId: request.id, decision: 'approve' });
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 100) / 10;
}
