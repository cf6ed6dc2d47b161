import { expect, test, vi } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { asRoot, makeRequestable, signIn } from '@/test/factories';
import { teamId, useSlackWorld, withWorkers } from '@/test/slack-world';

const world = useSlackWorld();
const soon = { timeout: 20_000, interval: 50 };
const shownTo = (user: string) => world.slack.control.messages({ teamId, user });

test('R13 a removal removes the buttons from open cards, then revokes the token', {
  timeout: 60_000,
}, async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await withWorkers(async () => {
    await submitRequest(person.ctx, asRoot(target));
    const cards = () => JSON.stringify(shownTo('U0ADMIN').map(({ blocks }) => blocks));
    await vi.waitFor(() => expect(cards()).toContain('"style":"primary"'), soon);
    await removeInstallation(world.organization.admin.ctx);
    const revoked = () => world.slack.control.calls().filter(({ method }) => method === 'auth.revoke');
    await vi.waitFor(() => expect(revoked()).toHaveLength(1), soon);
    expect(cards()).not.toContain('"style":"primary"');
    expect(
      shownTo('U0ADMIN')
        .map(({ text }) => text)
        .join(),
    ).toContain('removed');
  });
});
