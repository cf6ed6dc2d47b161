import { expect, it, vi } from 'vitest';
import { database } from '@/lib/db/client';
import { signInUser } from '@/lib/directory/sign-in-user';
import { runScript } from '@/test/run-script';
import { useDatabase } from '@/test/use-database';

// Each run starts a process, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });
const { urls } = useDatabase();
const issuer = 'https://sso.acme.test';

const confirmIdentity = (...args: string[]) => runScript('confirm-identity', urls(), args);

const signIn = (subject: string) =>
  signInUser({
    ...{ issuer, tenant: '', provider: 'oidc', email: 'admin@acme.test', name: 'admin', groups: null },
    providerAccountId: `${issuer}|${subject}`,
  });

it('the only admin gets in with a new account after the operator confirms it', async () => {
  const first = await signIn('old');
  expect(confirmIdentity('admin@acme.test')).toMatchObject({
    status: 1,
    err: expect.stringContaining('sign in with it once'),
  });
  expect(await signIn('new')).toBe('other-identity');
  const account = `${issuer}|new`;
  expect(confirmIdentity('admin@acme.test').out).toContain(`  ${account}  (admin, `);
  expect(confirmIdentity('admin@acme.test', account)).toMatchObject({
    status: 0,
    out: `${account} is admin@acme.test now, and can sign in.\n`,
  });
  expect(await signIn('new')).toEqual(first);
  const event = await database().prisma.auditEvent.findFirstOrThrow({ where: { action: 'decide-identity' } });
  expect(event).toMatchObject({ actorName: 'the operator', via: 'operator' });
});
