import { run } from './run';

// A reader of stdout such as `head` may close it early; that is not an error. A command that has to clean up first
// adds its own listener.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (process.stdout.listenerCount('error') === 1) process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const code = await run(process.argv.slice(2));
// Exits explicitly: an abandoned HTTP request would keep the process alive.
process.stdout.write('', () => process.exit(code));
