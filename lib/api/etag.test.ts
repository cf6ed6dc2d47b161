import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call } from '@/test/api-client';
import { eventsNamed } from '@/test/assertions';
import { makeOrganization, type TestOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';

useDatabase();
let organization: TestOrganization;
let apiKey: string;
let count = 0;

beforeAll(async () => {
  organization = await makeOrganization();
  apiKey = (await createApiKey(organization.admin.ctx, { name: 'terraform', role: 'Admin' })).secret;
});

type Policy = { id: string; etag: string };
let policy: Policy;

async function create(): Promise<Policy> {
  const body = { name: `policy ${++count}` };
  const { json, headers } = await call('POST policies/proxy', { apiKey, body });
  return { id: json.id, etag: headers.get('etag') ?? '' };
}

beforeEach(async () => {
  policy = await create();
});

function patch(id: string, etag: string | undefined, description: string) {
  const headers = etag === undefined ? {} : { 'if-match': etag };
  return call('PATCH policies/proxy/{id}', { apiKey, params: { id }, headers, body: { description } });
}

function remove(id: string, etag: string) {
  return call('DELETE policies/proxy/{id}', { apiKey, params: { id }, headers: { 'if-match': etag } });
}

const read = (id: string) => call('GET policies/proxy/{id}', { apiKey, params: { id } });

describe('the ETag of a policy', () => {
  test('is the same until the policy changes, and then another', async () => {
    expect(policy.etag).toMatch(/^"[^"]+"$/);
    expect((await read(policy.id)).headers.get('etag')).toBe(policy.etag);
    const same = await patch(policy.id, policy.etag, '');
    expect([same.status, same.headers.get('etag')]).toEqual([200, policy.etag]);
    const changed = await patch(policy.id, policy.etag, 'changed');
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(policy.etag);
    expect((await read(policy.id)).headers.get('etag')).toBe(changed.headers.get('etag'));
  });

  test('is not required, and `*` accepts every version', async () => {
    for (const etag of [undefined, '*', undefined])
      expect((await patch(policy.id, etag, `by ${etag} ${++count}`)).status).toBe(200);
    expect((await remove(policy.id, '*')).status).toBe(204);
  });

  test('that is one of several is accepted', async () => {
    const other = await create();
    expect((await patch(policy.id, `${other.etag} , ${policy.etag}`, 'x')).status).toBe(200);
  });

  test('of another policy, an older version, or in another form is 412, and nothing changes', async () => {
    const other = await create();
    await patch(policy.id, policy.etag, 'newer');
    const before = await read(policy.id);
    const newest = before.headers.get('etag') ?? '';
    const events = (await eventsNamed(organization.id, 'update-policy')).length;
    for (const etag of [policy.etag, other.etag, `W/${newest}`, newest.slice(1, -1), '"2"', '""', 'x', ''])
      for (const answer of [
        await patch(policy.id, etag, 'stale'),
        await patch(policy.id, etag, 'newer'),
        await remove(policy.id, etag),
      ])
        expect(answer).toMatchObject({ status: 412, json: { errorType: 'changed-meanwhile' } });
    expect((await read(policy.id)).json).toEqual(before.json);
    expect(await eventsNamed(organization.id, 'update-policy')).toHaveLength(events);
  });

  test('of a deleted policy is 404, because the policy is gone', async () => {
    expect((await remove(policy.id, policy.etag)).status).toBe(204);
    expect((await patch(policy.id, policy.etag, 'x')).status).toBe(404);
  });

  test('lets one of many writers with the same one through', async () => {
    const answers = await Promise.all([
      ...['a', 'b', 'c', 'd'].map((text) => patch(policy.id, policy.etag, text)),
      remove(policy.id, policy.etag),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status < 300)).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 204, 404, 412].includes(status))).toEqual([]);
  });
});
