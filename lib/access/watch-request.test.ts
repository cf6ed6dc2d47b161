import { beforeAll, expect, test } from 'vitest';
import { call, tokenOf } from '@/test/api-client';
import { refusal } from '@/test/assertions';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';
import { watchRequest } from './watch-request';

const { pass } = useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
});

async function makePending(): Promise<string> {
  const { target } = await makeRequestable(organization, [engineer]);
  return (await submitRequest(engineer.ctx, asRoot(target))).id;
}

test('a wait for a decision ends with it, in the API too', async () => {
  const id = await makePending();
  const token = await tokenOf(engineer);
  const waiting = watchRequest(engineer.ctx, { requestId: id, seconds: 25 });
  const answer = call('GET access/requests/{id}', { token, params: { id }, query: '?wait=25' });
  await reviewRequest(organization.admin.ctx, { requestId: id, decision: 'approve' });
  expect((await waiting).request.state).toBe('Approved');
  expect(await answer).toMatchObject({ status: 200, json: { state: 'Active' } });
});

test('a wait ends when the request times out, though no worker ran, and when its caller has gone', async () => {
  const id = await makePending();
  const waiting = watchRequest(engineer.ctx, { requestId: id, seconds: 25 });
  await pass(24 * 60);
  expect((await waiting).request.state).toBe('Pending'); // the clock decides: it is shown as timed out
  const gone = watchRequest(
    engineer.ctx,
    { requestId: await makePending(), seconds: 25 },
    AbortSignal.abort(),
  );
  expect((await gone).request.state).toBe('Pending');
});

test('nobody waits longer than 25 seconds, or for the request of another person', async () => {
  const id = await makePending();
  const token = await tokenOf(engineer);
  for (const query of ['?wait=26', '?wait=-1', '?wait=soon'])
    expect(await call('GET access/requests/{id}', { token, params: { id }, query })).toMatchObject({
      status: 400,
    });
  const other = await signIn(organization, 'other@acme.test');
  await refusal(watchRequest(other.ctx, { requestId: id, seconds: 25 }), 'not-found');
});
