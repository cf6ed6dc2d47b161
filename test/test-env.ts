/**
 * Sets the variables that the product needs. Tests that reach `env()` import this file first, and set other variables
 * before the first call of `env()`.
 */
Object.assign(process.env, {
  DEMO: '1',
  NEXTAUTH_SECRET: 'a-secret-of-tests-with-32-characters',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  LOG_LEVEL: 'silent',
});
