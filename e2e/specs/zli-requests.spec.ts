import { load } from '@/e2e/fixtures/seed';
import { createGrant, end, expect, test } from '@/e2e/fixtures/terminal-test';
import { users } from '@/e2e/fixtures/users';

test('lists targets with access and targets to request, and when access expires', async ({ terminalAs }) => {
  await createGrant(users.engineer, 'prod-web');
  const { zli } = await terminalAs(users.engineer);
  const { stdout } = await end(zli('lt'));
  expect(stdout).toMatch(/^Linux\tprod-web\tprod\tuntil \d\d:\d\d\t(59 min|1 h)$/m);
  expect(stdout).toMatch(/^Linux\tprod-api\tprod\tneeds approval\t$/m);
  expect(stdout).toMatch(/^Linux\tstage-web\tstage\tautomatic\t$/m);
  expect(stdout).toMatch(/^Kubernetes\tbzero-cluster\tprod\tneeds approval\t$/m);
  const [row] = JSON.parse((await end(zli('lt', '--json', '--name', 'prod-web'))).stdout);
  expect(row).toMatchObject({ type: 'Linux', access: 'yes', jit: true, targetUsers: ['root'] });

  const admin = await terminalAs(users.admin);
  expect((await end(admin.zli('lt', '--user', users.engineer.email))).stdout).toContain('prod-web');
  expect((await end(admin.zli('policy', 'list', 'justintime'))).stdout).toMatch(
    /^Automatic staging\tJustInTime\tengineer@acme\.test/m,
  );
  expect((await end(admin.zli('users'))).stdout).toContain(users.engineer.email);
  expect(await end(zli('users'))).toMatchObject({
    code: 1,
    output: 'Only admins can run this command.\n',
  });
  expect(await end(zli('lt', '--user', users.admin.email))).toMatchObject({ code: 1, stdout: '' });
});

test('a request waits for an admin, who decides in a terminal', async ({ terminalAs }) => {
  const { zli } = await terminalAs(users.engineer);
  const admin = await terminalAs(users.admin);
  const fields = ['request', 'root@prod-web.prod', '--reason', 'The disk is full', '--wait'];

  const denied = zli(...fields);
  await denied.prints('Notified: admin@acme.test, second@acme.test.');
  const queue = await end(admin.zli('requests', '--all'));
  const [, id = ''] = /^([0-9a-f]{8})\t/m.exec(queue.stdout) ?? [];
  expect(queue.stdout).toContain('The disk is full');
  expect(await end(zli('approve', id))).toMatchObject({ code: 1 });
  expect(await end(admin.zli('deny', id, '--reason', 'Use the replica'))).toMatchObject({
    code: 0,
    output: 'Denied the request by engineer@acme.test for prod-web.prod as root, Shell.\n',
  });
  expect(await end(denied)).toMatchObject({
    code: 1,
    output: expect.stringContaining('Denied by admin@acme.test: Use the replica'),
  });

  const approved = zli(...fields);
  await approved.prints('Waiting for approval');
  const [open] = JSON.parse((await end(admin.zli('requests', '--all', '--json'))).stdout);
  expect(await end(admin.zli('approve', open.id))).toMatchObject({ code: 0 });
  expect(await end(approved)).toMatchObject({
    code: 0,
    output: expect.stringContaining('Connect with: zli connect root@prod-web.prod'),
  });
  expect((await end(zli('requests'))).stdout).toContain('Active');
  expect(await end(zli('end', 'prod-web'))).toMatchObject({
    code: 0,
    output: 'Ended: access to prod-web.prod as root, Shell.\n',
  });
  expect(await end(zli('requests'))).toMatchObject({ output: 'No open requests.\n' });
});

test('an ambiguous or unknown target opens and requests nothing', async ({ terminalAs, product }) => {
  await load(product, {
    targets: [{ name: 'prod-web', type: 'Bzero', environment: 'stage', host: 'other.acme.test' }],
  });
  const { zli } = await terminalAs(users.engineer);
  const refusals: [string[], string][] = [
    [
      ['connect', 'root@prod-web', '--', 'true'],
      'Several targets are named prod-web. Add the environment: prod-web.',
    ],
    [['connect', 'moon.prod', '--', 'true'], "You can't access or request the target moon.prod."],
    [['connect', 'dba@prod-api', '--reason', 'x', '--', 'true'], 'You can request root, deploy.'],
    [
      ['connect', 'root@prod-api', '-p', 'rdp'],
      'RDP is not offered as root. You can request Shell, FileTransfer.',
    ],
  ];
  for (const [args, sentence] of refusals) {
    const { code, output } = await end(zli(...args));
    expect({ args, code, output }).toEqual({ args, code: 1, output: expect.stringContaining(sentence) });
    expect(output.trim().split('\n')).toHaveLength(1);
  }
  expect(JSON.parse((await end(zli('requests', '--state', 'all', '--json'))).stdout)).toEqual([]);
});
