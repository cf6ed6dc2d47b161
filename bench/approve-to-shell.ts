import { setTimeout as pause } from 'node:timers/promises';
import { report, startAccessWorld } from './access-world';

// `npm run bench -- approve-to-shell`, after a build: from the click on Approve until a `zli connect --wait` that waits for
// it has a shell on a real sshd that has run a command. Fails above 1 s.

const rounds = 7;
const limitMs = 1000;

const world = await startAccessWorld();
try {
  const times: number[] = [];
  // The first round is not counted: the server loads its routes in it.
  for (let round = 0; round <= rounds; round++) {
    const { requestId, usable, ended } = await world.requestShell();
    await pause(500 + Math.random() * 500); // so that rounds begin at different times of the server's looks
    const begun = performance.now();
    await Promise.all([world.admin.patch(`access/requests/${requestId}/approve`), usable]);
    if (round > 0) times.push(performance.now() - begun);
    await world.admin.patch(`access/requests/${requestId}/end`);
    await ended;
  }
  report('Approve until the shell is usable', times, limitMs);
} finally {
  await world.close();
}
