import { randomBytes } from 'node:crypto';
import pino, { type Logger } from 'pino';

export type { Logger };

const shared = globalThis as { bzeroLog?: Logger };

/** The process's log, as JSON lines on standard output. Credentials and personal data are redacted. */
export function log(): Logger {
  shared.bzeroLog ??= pino({
    level: process.env.LOG_LEVEL ?? 'info',
    base: null,
    redact: {
      paths: ['token', 'secret', 'code', 'reason', 'authorization', 'response_url', 'trigger_id'].flatMap(
        (key) => [key, `*.${key}`],
      ),
      censor: '[redacted]',
    },
  });
  return shared.bzeroLog;
}

/** A short random id: the log has an error under it, and the person who met the error can pass it on. */
export function errorReference(): string {
  return randomBytes(4).toString('hex');
}
