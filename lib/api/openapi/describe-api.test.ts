import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { endpoints } from '../endpoints';
import { describeApi } from './describe-api';

const description = describeApi(endpoints);
const operations = Object.values(description.paths).flatMap((path) => Object.values(path));

test('the description is valid OpenAPI 3.1', async () => {
  // The validator changes what it checks.
  const result = await new Validator().validate(structuredClone(description));
  expect(result).toEqual({ valid: true });
  expect(description.openapi).toMatch(/^3\.1\./);
});

test('each operation has a name and a summary of its own kind', () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operationId, summary } of operations)
    expect([operationId, summary]).toEqual([operationId, expect.stringMatching(/^[A-Z].{5,}[^.\s]$/)]);
});

test('each reference is to something, and each shared part is used', () => {
  const text = JSON.stringify(description);
  const used = new Set([...text.matchAll(/"\$ref":"#\/components\/([^"]+)"/g)].map(([, name]) => name));
  const { schemas, parameters, headers, responses } = description.components;
  const shared = Object.entries({ schemas, parameters, headers, responses }).flatMap(([kind, parts]) =>
    Object.keys(parts).map((name) => `${kind}/${name}`),
  );
  expect([...used].sort()).toEqual(shared.sort());
});
