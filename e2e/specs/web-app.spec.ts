import { fillRequest, signIn } from '@/e2e/fixtures/console';
import { startApp, startNginx } from '@/e2e/fixtures/nginx';
import { contextOf, load } from '@/e2e/fixtures/seed';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { database } from '@/lib/db/client';
import { getWebSetup } from '@/lib/target-setup/get-web-setup';
import { freePort } from '@/server/free-port';

/** A wiki behind a real nginx, with the configuration that the console shows. */
const wiki = test.extend<{ address: string }>({
  address: async ({ product, seeded: _ }, use) => {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    await load(product, {
      targets: [{ name: 'wiki', type: 'Web', environment: 'prod', host: '127.0.0.1', port }],
      policies: [
        { type: 'Proxy', name: 'Wiki', targets: ['wiki'] },
        {
          type: 'JustInTime',
          name: 'Wiki on call',
          subjects: [users.engineer.email],
          childPolicies: ['Wiki'],
          automaticallyApproved: true,
          duration: 30,
        },
      ],
    });
    const target = await database().prisma.target.update({
      where: { id: (await database().prisma.target.findFirstOrThrow({ where: { name: 'wiki' } })).id },
      data: { host: address, port: null },
    });
    const { sections } = await getWebSetup(await contextOf(users.admin.email), { targetId: target.id });
    const setup = sections.find(({ title }) => title === 'nginx')?.text ?? '';
    const app = await startApp();
    const nginx = await startNginx({ port, setup, upstreamPort: app.port });
    await use(address);
    await nginx.close();
    await app.close();
  },
});

wiki(
  'a web app accepts a user with access, knows who it is, and refuses them after the end',
  async ({ newPage, address, pass }) => {
    const page = await newPage();
    await page.goto(`${address}/pages?id=7&view=all`);
    await signIn(page, users.engineer);
    await expect(page.getByRole('heading', { name: /wiki/ })).toBeVisible();
    await page
      .getByRole('button', { name: /^Request/ })
      .first()
      .click();
    await fillRequest(page, { target: 'wiki', reason: 'Looking up the runbook' });
    await page.getByRole('link', { name: /^Open wiki/ }).click();

    await expect(page.getByText(`Hello ${users.engineer.email}`)).toBeVisible();
    await expect(page.getByText('signed', { exact: true })).toBeVisible();
    await expect(page.getByText('At /pages?id=7&view=all')).toBeVisible();

    // A name that the browser sends is not trusted.
    await page.setExtraHTTPHeaders({ 'X-Bzero-User': users.admin.email });
    await page.reload();
    await expect(page.getByText(`Hello ${users.engineer.email}`)).toBeVisible();
    await page.setExtraHTTPHeaders({});

    await pass(31);
    await page.reload();
    await expect(page.getByText('Hello')).toHaveCount(0);
    await expect(page.getByRole('heading', { name: /wiki/ })).toBeVisible();

    const stranger = await newPage();
    await stranger.setExtraHTTPHeaders({ 'X-Bzero-User': users.admin.email });
    await stranger.goto(address);
    await expect(stranger.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await stranger.setExtraHTTPHeaders({});
  },
);
