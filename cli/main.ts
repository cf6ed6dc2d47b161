import { run } from './run';

// Whoever reads stdout may stop early, as `head` does; nothing is wrong then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const code = await run(process.argv.slice(2));
// Not by itself: a request that nobody waits for any more would hold the process for a while.
process.stdout.write('', () => process.exit(code));
