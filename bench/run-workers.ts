import { startWorkers } from '@/lib/jobs/start-workers';

// Runs the workers on the database of DATABASE_URL until it is killed, and says so on a line.

await startWorkers({ databaseUrl: process.env.DATABASE_URL ?? '' });
console.log('running');
