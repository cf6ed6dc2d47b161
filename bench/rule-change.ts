import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { checkAccess } from '@/lib/access/check-access';
import { submitRequest } from '@/lib/access/submit-request';
import { openConnection } from '@/lib/connections/open-connection';
import { disconnect } from '@/lib/db/client';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { prepareDatabase } from '@/server/prepare-database';
import { ResourceStack } from '@/server/resource-stack';
import { asRoot, makeOrganization, makeRequestable, signIn } from '@/test/factories';

// `npm run bench -- rule-change`: how long an admin waits who disables a person while 50 callers loop, compared with the
// same without callers. Half of the calls are for targets that don't exist. Fails above 2 s.

const callers = 50;
const rounds = 20;
const limitMs = 2000;

const dataDir = makeTemporaryDataFolder();
const resources = await ResourceStack.run(async (stack) => {
  await prepareDatabase({ databaseUrl: undefined, dataDir }, stack);
  stack.add(disconnect);
});
try {
  const organization = await makeOrganization();
  const { admin } = organization;
  const person = await signIn(organization, 'engineer@acme.test');
  const { target } = await makeRequestable(organization, [person]);
  const leaver = await signIn(organization, 'leaver@acme.test');
  const disable = async () => {
    const begun = performance.now();
    await setUserEnabled(admin.ctx, { userId: leaver.id, enabled: false });
    const ms = performance.now() - begun;
    await setUserEnabled(admin.ctx, { userId: leaver.id, enabled: true });
    return ms;
  };
  const measure = async () => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await disable());
    return Math.max(...times);
  };
  const alone = await measure();

  const calls = [
    () => submitRequest(person.ctx, asRoot({ id: randomUUID() })),
    () => submitRequest(person.ctx, asRoot(target)),
    () => openConnection(person.ctx, { targetId: randomUUID() }),
    () => checkAccess(person.ctx, { targetId: target.id, targetUser: 'root', verb: 'Shell' }),
  ];
  let made = 0;
  let isOver = false;
  const loop = async (index: number) => {
    while (!isOver) {
      await calls[index % calls.length]?.().catch(() => undefined);
      made++;
    }
  };
  const loops = Array.from({ length: callers }, (_, index) => loop(index));
  const busy = await measure();
  isOver = true;
  await Promise.all(loops);
  console.log(
    `disabling a person: at most ${busy.toFixed(0)} ms beside ${callers} callers (${made} calls), ` +
      `${alone.toFixed(0)} ms alone, ratio ${(busy / alone).toFixed(1)}, limit ${limitMs} ms`,
  );
  if (busy > limitMs) process.exitCode = 1;
} finally {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
}
