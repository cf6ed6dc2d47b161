// A process that creates a policy over the API with an Idempotency-Key, for tests that kill it.
import './test-env';
import { commits } from '@/lib/commits';
import { call } from './api-client';

const [apiKey = '', key = '', name = '', then] = process.argv.slice(2);
// It dies after its commit, before anybody has the answer.
if (then === 'die') commits().on('commit', () => process.kill(process.pid, 'SIGKILL'));
await call('POST policies/proxy', { apiKey, headers: { 'idempotency-key': key }, body: { name } });
