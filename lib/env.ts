import { isIP } from 'node:net';
import { z } from 'zod';
import type { SealingKey } from '@/lib/secrets';

/** A variable is missing or malformed. The message is one line with its name and what it must be. */
export class EnvError extends Error {}

/** Where people sign in. `id` is next-auth's. Google and Microsoft identify their tenants by a claim. */
export type IdentityProvider = {
  id: 'oidc' | 'google' | 'microsoft';
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** whether its addresses count as verified where no claim says so */
  trustEmail: boolean;
};

/** A network of proxies: an address and the number of its leading bits that count. */
export type Network = { address: string; bits: number };

/** Calls a minute, except for `openSessions`. */
export type Limits = {
  /** all requests of one address */
  address: number;
  /** starts and ends of sign-ins and new device codes of one address */
  signIn: number;
  /** calls with one token or API key */
  token: number;
  /** calls and actions of one person, with all their tokens */
  person: number;
  /** sessions that one person opens */
  sessions: number;
  /** sessions that one person has open at the same time, and calls that wait for their end */
  openSessions: number;
};

export type Env = {
  production: boolean;
  demo: boolean;
  port: number;
  publicUrl: URL;
  dataDir: string;
  databaseUrl: string | undefined;
  /** who owns the tables; the launcher uses it and clears the variable */
  databaseOwnerUrl: string | undefined;
  logLevel: string;
  worker: 'inline' | 'off';
  sessionSecret: string;
  encryptionKeys: readonly SealingKey[];
  identityProviders: readonly IdentityProvider[];
  /** addresses that set-up probes reach though they are of this machine or of the local link */
  allowedProbes: readonly Network[];
  /** how long a sign-in lasts, in hours */
  sessionHours: number;
  /** hosted domains and tenant ids that can sign in; empty: only the organizations that exist, or the first one */
  allowedTenants: readonly string[];
  /** whose X-Forwarded-For and X-Forwarded-Proto count */
  trustedProxies: readonly Network[];
  limits: Limits;
  /** null: nobody reads the metrics */
  metricsToken: string | null;
  slack: {
    clientId: string;
    clientSecret: string;
    /** two while the secret is changed */
    signingSecrets: readonly string[];
    apiUrl: string;
    authorizeUrl: string;
  };
};

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The settings of the local emulators that the demo uses. Rejected on a public address. */
const demoDefaults: Record<string, string> = {
  OIDC_ISSUER: 'http://localhost:3001',
  OIDC_CLIENT_ID: 'local-console',
  OIDC_CLIENT_SECRET: 'local-console-secret',
  OIDC_NAME: 'Acme SSO',
  SLACK_CLIENT_ID: 'local-client',
  SLACK_CLIENT_SECRET: 'local-client-secret',
  SLACK_SIGNING_SECRET: 'local-signing-secret',
  SLACK_API_URL: 'http://localhost:3002/api/',
  SLACK_AUTHORIZE_URL: 'http://localhost:3002/oauth/v2/authorize',
  ALLOW_PRIVATE_PROBES: '127.0.0.0/8,::1',
};

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// URL');
const wholeNumber = (usual: number, most = 1_000_000_000) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(most, `must be at most ${most}`)
    .default(usual);

const schema = z.object({
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(3000),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  WORKER: oneOf(['inline', 'off']).default('inline'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  NEXTAUTH_URL: z
    .url({ protocol: /^https?$/, error: 'must be the public URL, like https://access.example.com' })
    .refine(isOrigin, 'must have nothing after the host and the port: the console can’t be under a path')
    .optional(),
  NEXTAUTH_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters, for example from openssl rand -base64 32'),
  ENCRYPTION_KEYS: z.string().transform(parseKeys),
  ALLOW_PRIVATE_PROBES: z.string().default('').transform(parseNetworks),
  SESSION_HOURS: wholeNumber(12, 168),
  ALLOWED_TENANTS: z.string().default('').transform(parseTenants),
  TRUSTED_PROXIES: z.string().default('').transform(parseNetworks),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters, for example from openssl rand -hex 32')
    .optional(),
  RATE_LIMIT_ADDRESS: wholeNumber(6000),
  RATE_LIMIT_SIGN_IN: wholeNumber(600),
  RATE_LIMIT_TOKEN: wholeNumber(1200),
  RATE_LIMIT_PERSON: wholeNumber(2400),
  RATE_LIMIT_SESSIONS: wholeNumber(600),
  MAX_OPEN_SESSIONS: wholeNumber(500),
  SLACK_CLIENT_ID: z.string(),
  SLACK_CLIENT_SECRET: z.string(),
  SLACK_SIGNING_SECRET: z.string().transform(parseSecrets),
  SLACK_API_URL: z.url('must be a URL').default('https://slack.com/api/'),
  SLACK_AUTHORIZE_URL: z.url('must be a URL').default('https://slack.com/oauth/v2/authorize'),
});

/**
 * Reads the variables of docs/operate.md. An empty variable counts as missing.
 * Throws an `EnvError` for the first variable that is missing or malformed.
 */
export function loadEnv(source: NodeJS.ProcessEnv): Env {
  const demo = source.DEMO === '1';
  const values = withDefaults(source);
  const vars = read(schema, values);
  const production = source.NODE_ENV === 'production';
  const publicUrl = new URL(vars.NEXTAUTH_URL ?? `http://localhost:${vars.PORT}`);
  if (demo && production && !loopback.has(publicUrl.hostname)) {
    throw new EnvError(`DEMO must not be set at ${publicUrl.origin}: its secrets are public`);
  }
  return {
    production,
    demo,
    port: vars.PORT,
    publicUrl,
    dataDir: vars.DATA_DIR,
    databaseUrl: vars.DATABASE_URL,
    databaseOwnerUrl: vars.DATABASE_OWNER_URL,
    logLevel: vars.LOG_LEVEL,
    worker: vars.WORKER,
    sessionSecret: vars.NEXTAUTH_SECRET,
    encryptionKeys: vars.ENCRYPTION_KEYS,
    identityProviders: identityProviders(values),
    allowedProbes: vars.ALLOW_PRIVATE_PROBES,
    sessionHours: vars.SESSION_HOURS,
    allowedTenants: vars.ALLOWED_TENANTS,
    trustedProxies: vars.TRUSTED_PROXIES,
    limits: {
      address: vars.RATE_LIMIT_ADDRESS,
      signIn: vars.RATE_LIMIT_SIGN_IN,
      token: vars.RATE_LIMIT_TOKEN,
      person: vars.RATE_LIMIT_PERSON,
      sessions: vars.RATE_LIMIT_SESSIONS,
      openSessions: vars.MAX_OPEN_SESSIONS,
    },
    metricsToken: vars.METRICS_TOKEN ?? null,
    slack: {
      clientId: vars.SLACK_CLIENT_ID,
      clientSecret: vars.SLACK_CLIENT_SECRET,
      signingSecrets: vars.SLACK_SIGNING_SECRET,
      apiUrl: vars.SLACK_API_URL.endsWith('/') ? vars.SLACK_API_URL : `${vars.SLACK_API_URL}/`,
      authorizeUrl: vars.SLACK_AUTHORIZE_URL,
    },
  };
}

/**
 * Reads only the variables that an operator's command needs, because it can run before the others are set. Throws an
 * `EnvError` like `loadEnv`.
 */
export function loadOperatorEnv(
  source: NodeJS.ProcessEnv,
): Pick<Env, 'dataDir' | 'databaseUrl' | 'databaseOwnerUrl' | 'identityProviders'> {
  const values = withDefaults(source);
  const vars = read(schema.pick({ DATA_DIR: true, DATABASE_URL: true, DATABASE_OWNER_URL: true }), values);
  return {
    dataDir: vars.DATA_DIR,
    databaseUrl: vars.DATABASE_URL,
    databaseOwnerUrl: vars.DATABASE_OWNER_URL,
    identityProviders: identityProviders(values),
  };
}

/** Reads only the keys of stored secrets. Throws an `EnvError` like `loadEnv`. */
export function loadEncryptionKeys(source: NodeJS.ProcessEnv): Env['encryptionKeys'] {
  return read(schema.pick({ ENCRYPTION_KEYS: true }), withDefaults(source)).ENCRYPTION_KEYS;
}

const shared = globalThis as { bzeroEnv?: Env };

/** The environment of this process, read once. */
export function env(): Env {
  shared.bzeroEnv ??= loadEnv(process.env);
  return shared.bzeroEnv;
}

type Values = Record<string, string | undefined>;

function withDefaults(source: NodeJS.ProcessEnv): Values {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  return source.DEMO === '1' ? { ...demoDefaults, ...present } : present;
}

function read<S extends z.ZodType>(schema: S, values: Values): z.output<S> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0]);
  throw new EnvError(values[name] === undefined ? `${name} is missing` : `${name} ${issue?.message}`);
}

function identityProviders(values: Values): IdentityProvider[] {
  const found: IdentityProvider[] = [];
  if (values.OIDC_ISSUER || values.OIDC_CLIENT_ID || values.OIDC_CLIENT_SECRET) {
    const name = values.OIDC_NAME ?? 'single sign-on';
    found.push({ id: 'oidc', name, issuer: required(values, 'OIDC_ISSUER'), ...client(values, 'OIDC') });
  }
  if (values.GOOGLE_CLIENT_ID || values.GOOGLE_CLIENT_SECRET) {
    found.push({
      id: 'google',
      name: 'Google',
      issuer: 'https://accounts.google.com',
      ...client(values, 'GOOGLE'),
    });
  }
  if (values.MICROSOFT_CLIENT_ID || values.MICROSOFT_CLIENT_SECRET) {
    const tenant = values.MICROSOFT_TENANT_ID ?? 'organizations';
    const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`;
    found.push({ id: 'microsoft', name: 'Microsoft', issuer, ...client(values, 'MICROSOFT') });
  }
  if (found.length === 0)
    throw new EnvError('OIDC_ISSUER is missing (or set GOOGLE_CLIENT_ID or MICROSOFT_CLIENT_ID)');
  return found;
}

/** `prefix` begins its variables: OIDC_TRUST_EMAIL, GOOGLE_TRUST_EMAIL, MICROSOFT_TRUST_EMAIL and those of its client. */
function client(values: Values, prefix: string) {
  return {
    clientId: required(values, `${prefix}_CLIENT_ID`),
    clientSecret: required(values, `${prefix}_CLIENT_SECRET`),
    trustEmail: trustsEmail(values, `${prefix}_TRUST_EMAIL`),
  };
}

function trustsEmail(values: Values, name: string): boolean {
  const value = values[name] ?? 'no';
  if (!['yes', 'no'].includes(value)) throw new EnvError(`${name} must be one of yes, no`);
  return value === 'yes';
}

function required(values: Values, name: string): string {
  const value = values[name];
  if (value === undefined) throw new EnvError(`${name} is missing`);
  if (name.endsWith('_ISSUER') && !URL.canParse(value)) throw new EnvError(`${name} must be a URL`);
  return value;
}

function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

function isOrigin(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, href } = new URL(url);
  return href === `${origin}/`;
}

function parseSecrets(value: string, context: z.RefinementCtx): string[] {
  const secrets = value.split(',').map((secret) => secret.trim());
  if (secrets.length <= 2 && !secrets.includes('')) return secrets;
  context.addIssue({
    code: 'custom',
    message: 'must be a secret, or two separated by a comma during a change',
  });
  return z.NEVER;
}

function parseTenants(value: string): string[] {
  return value
    .split(',')
    .map((tenant) => tenant.trim().toLowerCase())
    .filter((tenant) => tenant !== '');
}

function parseKeys(value: string, context: z.RefinementCtx): SealingKey[] {
  const keys = value.split(',').map((entry) => {
    const [id = '', base64 = ''] = entry.trim().split(':');
    return { id, key: Buffer.from(base64, 'base64') };
  });
  if (
    keys.some(({ id, key }) => id === '' || key.length !== 32) ||
    new Set(keys.map(({ id }) => id)).size < keys.length
  ) {
    context.addIssue({
      code: 'custom',
      message: 'must be id:key,… with different ids, each key 32 bytes in base64',
    });
    return z.NEVER;
  }
  return keys;
}

function parseNetworks(value: string, context: z.RefinementCtx): Network[] {
  const words = value
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return words.map((word) => {
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(word) ?? [];
    const most = isIP(address) === 6 ? 128 : 32;
    const count = Number(bits ?? most);
    if (isIP(address) === 0 || count > most) {
      const message = `must be addresses or networks separated by commas, like 10.0.0.0/8,fd00::/8`;
      context.addIssue({ code: 'custom', message });
    }
    return { address, bits: count };
  });
}
