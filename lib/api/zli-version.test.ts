import { describe, expect, test } from 'vitest';
import { call } from '@/test/api-client';
import { useDatabase } from '@/test/use-database';
import { version } from '../../package.json';

useDatabase();

test('an endpoint without authentication names the product, its version and the oldest zli', async () => {
  expect(await call('GET zli')).toMatchObject({
    status: 200,
    json: { product: 'BastionZero', version, minimumZliVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
  });
});

test('every answer has the version of the server, an error too', async () => {
  for (const answer of [await call('GET zli'), await call('GET users/me')])
    expect(answer.headers.get('zli-server-version')).toBe(version);
});

describe('the version of zli', () => {
  test('one that is too old gets the line that updates it, before anything is done', async () => {
    for (const endpoint of ['GET zli', 'GET users/me'] as const)
      expect(await call(endpoint, { headers: { 'zli-version': '0.0.9' } })).toMatchObject({
        status: 426,
        json: {
          errorType: 'zli-too-old',
          errorMsg: expect.stringMatching(
            /^zli 0\.0\.9 is too old for this console, which needs .* Update it with: curl -fsS http\S+\/zli\/install\.sh \| sh$/,
          ),
        },
      });
  });

  test.each([version, '99.0.0', 'nonsense'])('%s is answered', async (sent) => {
    expect((await call('GET zli', { headers: { 'zli-version': sent } })).status).toBe(200);
  });
});
