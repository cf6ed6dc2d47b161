import { expect, test } from 'vitest';
import { findOperation, listOperations } from './reference';

const origin = 'https://access.acme.test';
const names = listOperations().flatMap(({ operations }) => operations);

test('each operation is in one group and has a page', () => {
  const ids = names.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, method, path } of names) expect(findOperation(id, origin)).toMatchObject({ method, path });
  expect(findOperation('getMoon', origin)).toBeNull();
});

test('fields have the names that errors have, types in words, and the parts of an answer are apart', () => {
  const view = findOperation('patchPoliciesTargetConnectById', origin);
  expect(view?.parameters).toContainEqual({
    path: 'If-Match',
    place: 'header',
    type: 'text',
    isRequired: false,
    about: expect.stringContaining('ETag'),
  });
  expect(findOperation('getAccessRequests', origin)?.parameters).toContainEqual({
    path: 'state',
    place: 'query',
    type: 'text',
    isRequired: false,
    about: 'waiting, live, decided or all, which is the default.',
  });
  expect(view?.body).toEqual(
    expect.arrayContaining([
      { path: 'timeExpires', type: 'time or null', isRequired: false, about: '' },
      { path: 'targets[].id', type: 'text', isRequired: true, about: '' },
    ]),
  );
  expect(view).toMatchObject({ answer: 'TargetConnectPolicy', parts: [] });
  expect(view?.fields).toContainEqual({
    path: 'type',
    type: '"TargetConnect"',
    isRequired: true,
    about: '',
  });
  expect(view?.statuses.map(({ status }) => status)).toContain('412');
  const { answer, fields = [], parts = [] } = findOperation('postApiKeys', origin) ?? {};
  expect(answer).toBe('CreatedApiKey');
  expect(fields[0]).toMatchObject({ path: 'apiKeyDetails', type: 'ApiKey' });
  expect(parts.map(({ name }) => name)).toEqual(['ApiKey']);
  const list = findOperation('getApiKeys', origin);
  expect(list).toMatchObject({ answer: 'list of ApiKey', parts: [], fields: parts[0]?.fields });
  expect(findOperation('getAgents', origin)?.answer).toBe('list of nothing');
  expect(findOperation('postMfaSetup', origin)).toBeNull();
});

test('a line for the shell has the smallest body that says something', () => {
  expect(findOperation('patchUsersByIdOrEmail', origin)?.example).toBe(
    `curl -X PATCH ${origin}/api/v2/users/ID_OR_EMAIL \\
  -H "X-API-KEY: $API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"role":"ROLE"}'`,
  );
  expect(findOperation('getZli', origin)?.example).toBe(`curl ${origin}/api/v2/zli`);
  expect(findOperation('postTargetsWeb', origin)?.example).toContain(
    '{"remotePort":{"value":1},"remoteHost":"https://wiki.example.com"}',
  );
});
