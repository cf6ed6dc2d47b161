import { players } from '@/e2e/fixtures/people';
import { load } from '@/e2e/fixtures/stage';
import { end, expect, granted, test } from '@/e2e/fixtures/terminal';

test('lists what there is and what may be asked for, and until when access lasts', async ({ terminalAs }) => {
  await granted(players.engineer, 'prod-web');
  const { zli } = await terminalAs(players.engineer);
  const { stdout } = await end(zli('lt'));
  expect(stdout).toMatch(/│ Linux +│ prod-web +│ prod +│ until \d\d:\d\d │ (59 min|1 h) +│/);
  expect(stdout).toMatch(/│ Linux +│ prod-api +│ prod +│ on request +│ +│/);
  expect(stdout).toMatch(/│ Linux +│ stage-web +│ stage +│ automatic +│ +│/);
  expect(stdout).toMatch(/│ Kubernetes +│ bzero-cluster +│ prod +│ on request +│ +│/);
  const [row] = JSON.parse((await end(zli('lt', '--json', '--name', 'prod-web'))).stdout);
  expect(row).toMatchObject({ type: 'Linux', access: 'yes', jit: true, targetUsers: ['root'] });

  const admin = await terminalAs(players.admin);
  expect((await end(admin.zli('lt', '--user', players.engineer.email))).stdout).toContain('prod-web');
  expect((await end(admin.zli('policy', 'list', 'justintime'))).stdout).toMatch(
    /Staging at once +│ JustInTime │ engineer@acme\.test/,
  );
  expect((await end(admin.zli('users'))).stdout).toContain(players.engineer.email);
  expect(await end(zli('users'))).toMatchObject({
    code: 1,
    said: 'This is an admin restricted command. Please login as an admin to perform it.\n',
  });
  expect(await end(zli('lt', '--user', players.admin.email))).toMatchObject({ code: 1, stdout: '' });
});

test('asks, waits and connects nowhere without an admin, who decides at a terminal too', async ({
  terminalAs,
}) => {
  const { zli } = await terminalAs(players.engineer);
  const admin = await terminalAs(players.admin);
  const wish = ['request', 'root@prod-web.prod', '--reason', 'The disk is full', '--wait'];

  const denied = zli(...wish);
  await denied.says('Told: admin@acme.test, second@acme.test.');
  const queue = await end(admin.zli('requests', '--all'));
  const [, id = ''] = /│ ([0-9a-f]{8}) │/.exec(queue.stdout) ?? [];
  expect(queue.stdout).toContain('The disk is full');
  expect(await end(zli('approve', id))).toMatchObject({ code: 1 });
  expect(await end(admin.zli('deny', id, '--reason', 'Use the replica'))).toMatchObject({
    code: 0,
    said: 'Denied: engineer@acme.test gets no access to prod-web.prod as root, Shell.\n',
  });
  expect(await end(denied)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Denied by admin@acme.test: Use the replica'),
  });

  const approved = zli(...wish);
  await approved.says('Waiting for the decision');
  const [open] = JSON.parse((await end(admin.zli('requests', '--all', '--json'))).stdout);
  expect(await end(admin.zli('approve', open.id))).toMatchObject({ code: 0 });
  expect(await end(approved)).toMatchObject({
    code: 0,
    said: expect.stringContaining('Connect with: zli connect root@prod-web.prod'),
  });
  expect((await end(zli('requests'))).stdout).toContain('Active');
  expect(await end(zli('end', 'prod-web'))).toMatchObject({
    code: 0,
    said: 'Ended: access to prod-web.prod as root, Shell.\n',
  });
  expect(await end(zli('requests'))).toMatchObject({ said: 'There are no open requests.\n' });
});

test('what is meant has to be clear, and nothing is opened or asked for until it is', async ({
  terminalAs,
  product,
}) => {
  await load(product, {
    targets: [{ name: 'prod-web', type: 'Bzero', environment: 'stage', host: 'other.acme.test' }],
  });
  const { zli } = await terminalAs(players.engineer);
  const refusals: [string[], string][] = [
    [
      ['connect', 'root@prod-web', '--', 'true'],
      'Several targets are called prod-web: say which with its environment, as prod-web.',
    ],
    [
      ['connect', 'moon.prod', '--', 'true'],
      'There is no target moon.prod that you have access to or may ask for.',
    ],
    [['connect', 'dba@prod-api', '--reason', 'x', '--', 'true'], 'You may ask for root, deploy.'],
    [['connect', 'root@prod-api', '-p', 'rdp'], 'is not carried by zli. Ask for Tunnel'],
  ];
  for (const [args, sentence] of refusals) {
    const { code, said } = await end(zli(...args));
    expect({ args, code, said }).toEqual({ args, code: 1, said: expect.stringContaining(sentence) });
    expect(said.trim().split('\n')).toHaveLength(1);
  }
  expect(JSON.parse((await end(zli('requests', '--state', 'all', '--json'))).stdout)).toEqual([]);
});
