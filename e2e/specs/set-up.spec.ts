import type { Page } from '@playwright/test';
import { changeTargetUsers } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { policyNamed } from '@/e2e/fixtures/policies';
import { contextOf } from '@/e2e/fixtures/seed';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { database } from '@/lib/db/client';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { startSshd } from '@/test/sshd';

const { admin } = users;

async function openTarget(page: Page, name: string): Promise<string> {
  const { id } = await database().prisma.target.findFirstOrThrow({ where: { name } });
  await page.goto(`/inventory/targets/${id}/set-up`);
  return id;
}

test('a server’s page shows its set-up, and an admin verifies it', async ({ consoleAs }) => {
  // An account that this machine has.
  await changeTargetUsers(admin, await policyNamed('Prod servers'), ['root']);
  const page = await consoleAs(admin, '/request-access');
  const targetId = await openTarget(page, 'prod-web');
  const part = (name: string) => page.getByRole('region', { name, exact: true });
  await expect(part('CA public key')).toContainText('ssh-ed25519 AAAA');
  await expect(part('Principals')).toContainText(`bz:${targetId}:root`);
  await expect(part('sshd_config')).toContainText('TrustedUserCAKeys');
  await expect(part('Set-up script')).toContainText('AuthorizedPrincipalsFile');
  await expect(page.getByRole('button', { name: 'Copy Set-up script' })).toBeVisible();

  const status = page.getByRole('region', { name: 'Status' });
  await expect(status).toContainText('Not set up');
  const verify = page.getByRole('button', { name: 'Verify this host' });
  await database().prisma.target.update({ where: { id: targetId }, data: { host: '127.0.0.1', port: 1 } });
  await verify.click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Failed.' })).toBeVisible();
  await expect(status).toContainText(/Failing.*Connection failed/);

  const setup = await getSshdSetup(await contextOf(admin.email), { targetId });
  const sshd = await startSshd({ caPublicKeys: setup.caPublicKeys, principals: setup.principals });
  try {
    await database().prisma.target.update({ where: { id: targetId }, data: { port: sshd.port } });
    await verify.click();
    await expect(page.getByRole('listitem').filter({ hasText: 'Saved the host keys' })).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'Target user root' })).toContainText('Passed.');
    await expect(page.getByRole('textbox', { name: 'Server identity' })).toHaveValue(/^ssh-ed25519 AAAA/);
    await expect(status).toContainText('Verified');
    await page.goto('/inventory/targets?state=verified');
    await expect(page.getByRole('table', { name: 'Targets' }).getByRole('row')).toHaveCount(2);
    await expect(row(page, 'prod-web')).toContainText('Verified');
  } finally {
    await sshd.stop();
  }
});

test('an admin sets the host key and the allowed source addresses, and reads each error at its field', async ({
  consoleAs,
}) => {
  const page = await consoleAs(admin, '/request-access');
  await openTarget(page, 'prod-web');
  const identity = page.getByRole('textbox', { name: 'Server identity' });
  const addresses = page.getByRole('textbox', { name: 'Allowed source addresses' });
  const save = page.getByRole('button', { name: 'Save host key' });
  await identity.fill('no key at all');
  await addresses.fill('10.0.0.0/99');
  await save.click();
  await expect(identity).toHaveAttribute('aria-invalid', 'true');
  await expect(addresses).toHaveAttribute('aria-invalid', 'true');
  await identity.fill('');
  await addresses.fill('10.0.0.0/8\n2001:db8::/32');
  await save.click();
  await expect(page.getByRole('status').filter({ hasText: /^Saved\. zli now uses this/ })).toBeVisible();
  await page.reload();
  await expect(addresses).toHaveValue('10.0.0.0/8\n2001:db8::/32');
  await page.goto('/audit');
  await expect(row(page, 'updated the server identity settings of prod-web')).toBeVisible();
});

test('databases, clusters and web apps show their set-up, and a person without access to a web app reads so', async ({
  consoleAs,
}) => {
  const page = await consoleAs(users.dba, '/request-access');
  const { id } = await database().prisma.target.findFirstOrThrow({ where: { name: 'grafana' } });
  await page.goto(`/connect/${id}?to=%2Fpages`);
  await expect(page.getByRole('heading', { name: 'You can’t access this web app' })).toBeVisible();
  const theirs = await consoleAs(admin, '/request-access');
  for (const [target, words] of [
    ['orders-db', 'hostssl'],
    ['bzero-cluster', 'client-ca-file'],
    ['grafana', 'auth_request'],
  ] as const) {
    await openTarget(theirs, target);
    await expect(theirs.getByRole('main')).toContainText(words);
    await expect(theirs.getByRole('button', { name: /^Copy / }).first()).toBeVisible();
  }
  await theirs.getByRole('link', { name: 'Caddy' }).click();
  await expect(theirs.getByRole('region', { name: 'Caddy', exact: true })).toContainText('forward_auth');
  await expect(theirs.getByRole('main')).not.toContainText('auth_request');
});
