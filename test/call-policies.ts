// A process that creates a policy over the API with an Idempotency-Key, for tests that kill it.
import './test-env';
import { call } from './api-client';

const [apiKey = '', key = '', name = ''] = process.argv.slice(2);
await call('POST policies/proxy', { apiKey, headers: { 'idempotency-key': key }, body: { name } });
