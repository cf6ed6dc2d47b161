import { beforeEach, describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import { engineer, inSeconds, sampleRequest } from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';
import type { AccessRequest } from '../access/access-request';

const world = useZli();
let expires = '';
let active: AccessRequest[];
let pending: AccessRequest[];

beforeEach(() => {
  expires = inSeconds(3 * 3600 + 30);
  active = [sampleRequest({ state: 'Active', accessExpirationTime: inSeconds(51 * 60 + 30) })];
  pending = [sampleRequest({ id: '0b51ffff-58c1-4c55-9a4f-a1f9c3a4a002', reason: 'Two\nlines' })];
  world.server.on('GET zli/token', () => ({
    device: 'laptop',
    expires,
    user: engineer,
    organizationName: 'Acme',
  }));
  world.server.on('GET access/requests', ({ query }) => (query.get('state') === 'live' ? active : pending));
});

describe('whoami', () => {
  test('prints the email alone to stdout, and the rest as a message', async () => {
    const { code, stdout, stderr } = await world.run(['whoami']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'engineer@acme.test\n' });
    expect(stderr).toMatch(/^In Acme at http:\S+, until \d\d:\d\d\.\n$/);
  });

  test('as JSON', async () => {
    expect(JSON.parse((await world.run(['whoami', '--json'])).stdout)).toEqual({
      ...engineer,
      organizationName: 'Acme',
      server: world.server.url,
      expires,
    });
  });

  test('with an expired login', async () => {
    world.server.on('GET zli/token', () => refuse(401, 'not-signed-in', '…'));
    expect(await world.run(['whoami'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'Your login has expired. Run: zli login\n',
    });
  });
});

describe('status', () => {
  test('shows the login with its end, active access with the time left, and pending requests', async () => {
    const { stdout } = await world.run(['status'], { isTerminal: true });
    const lines = stdout.replaceAll('\r', '').split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'Logged in as engineer@acme.test (Acme)',
      `Server: ${world.server.url}`,
      expect.stringMatching(/^Login ends: \d\d:\d\d \(3 h(?: 1 min)?\)$/),
    ]);
    expect(lines).toContain('Active access:');
    expect(stdout).toMatch(/0b51c3de {2}prod-web\.prod {2}root, Shell {2}Active +5[12] min/);
    expect(stdout).toMatch(/Pending requests:\r?\nId .*\r?\n0b51ffff .* to decide +Two lines/);
  });

  test('a newer zli at the console is announced, as a message', async () => {
    world.server.headers = { 'zli-server-version': '99.0.0' };
    const { stderr } = await world.run(['status']);
    world.server.headers = {};
    expect(stderr).toBe(
      `zli 99.0.0 is available. Update with: curl -fsS ${world.server.url}/zli/install.sh | sh\n`,
    );
  });

  test('says when there is neither', async () => {
    [active, pending] = [[], []];
    expect((await world.run(['status'])).stdout).toMatch(/\n\nNo active access\.\nNo pending requests\.\n$/);
  });

  test('as JSON', async () => {
    expect(JSON.parse((await world.run(['status', '--json'])).stdout)).toEqual({
      server: world.server.url,
      user: engineer,
      organizationName: 'Acme',
      expires,
      active,
      pending,
    });
  });
});
