import { describe, expect, test } from 'vitest';
import { EnvError, loadEnv } from './env';

const key = Buffer.alloc(32, 7).toString('base64');
const whole = {
  NODE_ENV: 'production',
  NEXTAUTH_URL: 'https://access.example.com',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  ENCRYPTION_KEYS: `k1:${key}`,
  OIDC_ISSUER: 'https://idp.example.com',
  OIDC_CLIENT_ID: 'console',
  OIDC_CLIENT_SECRET: 'console-secret',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client-secret',
  SLACK_SIGNING_SECRET: 'signing-secret',
} as const;

type Changes = Record<string, string | undefined>;
const load = (changes: Changes = {}) => loadEnv({ ...whole, ...changes } as NodeJS.ProcessEnv);

function refusalOf(changes: Changes): string {
  try {
    load(changes);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

test('variables are read, and missing ones get their defaults', () => {
  const env = load();
  expect(env).toMatchObject({
    production: true,
    demo: false,
    port: 3000,
    dataDir: '.data',
    worker: 'inline',
  });
  expect(env.publicUrl.href).toBe('https://access.example.com/');
  expect(env.databaseUrl).toBeUndefined();
  expect(env.slack.apiUrl).toBe('https://slack.com/api/');
  expect(env.encryptionKeys.map(({ id }) => id)).toEqual(['k1']);
  expect(env.identityProviders).toEqual([
    {
      id: 'oidc',
      name: 'single sign-on',
      issuer: 'https://idp.example.com',
      clientId: 'console',
      clientSecret: 'console-secret',
      trustEmail: false,
    },
  ]);
});

test('each provider can be trusted with the emails of its people', () => {
  const trusting = { OIDC_TRUST_EMAIL: 'yes', GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' };
  const { identityProviders } = load({ ...trusting, GOOGLE_TRUST_EMAIL: 'no' });
  expect(identityProviders.map(({ id, trustEmail }) => [id, trustEmail])).toEqual([
    ['oidc', true],
    ['google', false],
  ]);
});

describe('a variable that is missing, or empty, stops the start with one line that names it', () => {
  const needed = [
    'NEXTAUTH_SECRET',
    'ENCRYPTION_KEYS',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
    'SLACK_SIGNING_SECRET',
  ];
  test.each(needed)('%s', (name) => {
    expect(refusalOf({ [name]: undefined })).toBe(`${name} is missing`);
    expect(refusalOf({ [name]: '' })).toBe(`${name} is missing`);
  });

  test('no identity provider', () => {
    const none = { OIDC_ISSUER: '', OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: '' };
    expect(refusalOf(none)).toBe('OIDC_ISSUER is missing (or set GOOGLE_CLIENT_ID or MICROSOFT_CLIENT_ID)');
  });

  test.each(['GOOGLE', 'MICROSOFT'])('half of %s', (name) => {
    expect(refusalOf({ [`${name}_CLIENT_ID`]: 'id' })).toBe(`${name}_CLIENT_SECRET is missing`);
    expect(refusalOf({ [`${name}_CLIENT_SECRET`]: 'secret' })).toBe(`${name}_CLIENT_ID is missing`);
  });
});

describe('a malformed one does too, and its value is not told', () => {
  const rows: [string, string][] = [
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['LOG_LEVEL', 'loud'],
    ['WORKER', 'maybe'],
    ['DATABASE_URL', 'mysql://secret@localhost/bzero'],
    ['NEXTAUTH_URL', 'console.internal'],
    ['NEXTAUTH_URL', 'ftp://access.example.com'],
    ['NEXTAUTH_URL', 'https://access.example.com/console'],
    ['NEXTAUTH_URL', 'https://access.example.com/api/auth'],
    ['NEXTAUTH_URL', 'https://access.example.com/?tab=1'],
    ['NEXTAUTH_URL', 'https://admin@access.example.com'],
    ['NEXTAUTH_SECRET', 'too-short-a-secret'],
    ['ENCRYPTION_KEYS', 'no-key'],
    ['ENCRYPTION_KEYS', `:${key}`],
    ['ENCRYPTION_KEYS', `k1:${key},k1:${key}`],
    ['ENCRYPTION_KEYS', `k1:${key},k2:${Buffer.alloc(16).toString('base64')}`],
    ['SLACK_API_URL', 'slack'],
    ['SLACK_AUTHORIZE_URL', 'slack'],
    ['OIDC_ISSUER', 'idp'],
    ['OIDC_TRUST_EMAIL', 'true'],
    ['TRUSTED_PROXIES', 'proxy.internal'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,fd00::/129'],
    ['TRUSTED_PROXIES', '10.0.0.0/eight'],
    ['METRICS_TOKEN', 'guess'],
    ['RATE_LIMIT_ADDRESS', '0'],
    ['RATE_LIMIT_PERSON', 'many'],
    ['MAX_OPEN_SESSIONS', '1.5'],
  ];
  test.each(rows)('%s=%s', (name, value) => {
    const message = refusalOf({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} must [^\\n]+$`));
    if (value.length > 8) expect(message).not.toContain(value);
  });
});

test('several keys are read in order: the first seals, all open', () => {
  const { encryptionKeys } = load({
    ENCRYPTION_KEYS: `k2:${key}, k1:${Buffer.alloc(32, 1).toString('base64')}`,
  });
  expect(encryptionKeys.map(({ id }) => id)).toEqual(['k2', 'k1']);
});

test('proxies are addresses and networks of both families, and none without the variable', () => {
  expect(load().trustedProxies).toEqual([]);
  expect(load({ TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1 ,fd00::/8,::1' }).trustedProxies).toEqual([
    { address: '10.0.0.0', bits: 8 },
    { address: '192.0.2.1', bits: 32 },
    { address: 'fd00::', bits: 8 },
    { address: '::1', bits: 128 },
  ]);
});

test('the URL of the Slack API always ends with a slash', () => {
  expect(load({ SLACK_API_URL: 'http://localhost:1/api' }).slack.apiUrl).toBe('http://localhost:1/api/');
});

describe('the demo', () => {
  const demo = {
    DEMO: '1',
    OIDC_ISSUER: '',
    OIDC_CLIENT_ID: '',
    OIDC_CLIENT_SECRET: '',
    SLACK_CLIENT_ID: '',
  };

  test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])('runs at %s', (url) => {
    expect(load({ ...demo, NEXTAUTH_URL: url }).slack.clientId).toBe('local-client');
  });

  test.each(['https://access.example.com', 'http://localhost.example.com', 'http://10.0.0.1:3000'])(
    'is refused at %s, where everybody knows its secrets',
    (url) => {
      expect(refusalOf({ ...demo, NEXTAUTH_URL: url })).toBe(
        `DEMO must not be set at ${new URL(url).origin}: its secrets are public`,
      );
    },
  );

  test('does not apply to a process that is not a demo', () => {
    expect(refusalOf({ ...demo, DEMO: '' })).toBe('SLACK_CLIENT_ID is missing');
    expect(refusalOf({ ...demo, DEMO: 'true' })).toBe('SLACK_CLIENT_ID is missing');
  });
});
