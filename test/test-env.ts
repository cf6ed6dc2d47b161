/**
 * Imported first by tests that reach `env()`: the variables that the product needs, none of them secret.
 * What a test changes besides, it sets before its first use of `env()`.
 */
Object.assign(process.env, {
  DEMO: '1',
  NEXTAUTH_SECRET: 'a-secret-of-tests-with-32-characters',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  LOG_LEVEL: 'silent',
});
