import { run } from './run';

// Whoever reads stdout may stop early, as `head` does; nothing is wrong then. A command that has to put things
// in order first listens too.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (process.stdout.listenerCount('error') === 1) process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const code = await run(process.argv.slice(2));
// Not by itself: a request that nobody waits for any more would hold the process for a while.
process.stdout.write('', () => process.exit(code));
