import { setTimeout as pause } from 'node:timers/promises';
import { report, startAccessWorld } from './access-world';

// `npm run bench -- revoke-to-end`, after a build: from the click on Revoke until `zli` has ended the open shell of this
// access and has exited. Fails above 1 s.

const rounds = 7;
const limitMs = 1000;

const world = await startAccessWorld();
try {
  const times: number[] = [];
  // The first round is not counted: the server loads its routes in it.
  for (let round = 0; round <= rounds; round++) {
    const { requestId, usable, ended } = await world.requestShell();
    await world.admin.patch(`access/requests/${requestId}/approve`);
    await usable;
    await pause(500 + Math.random() * 500); // so that rounds begin at different times of the server's looks
    const begun = performance.now();
    await Promise.all([world.admin.patch(`access/requests/${requestId}/end`), ended]);
    if (round > 0) times.push(performance.now() - begun);
  }
  report('Revoke until zli has exited', times, limitMs);
} finally {
  await world.close();
}
