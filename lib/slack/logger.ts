import { type Logger, LogLevel } from '@slack/web-api';
import { log } from '@/lib/log';

/** Removes Slack tokens from a text. */
export function withoutTokens(text: string): string {
  return text.replace(/xox[a-z.]*-[\w.-]+|xapp-[\w-]+/gi, '[redacted]');
}

/**
 * The logger of Slack's libraries. Their debug lines contain the client secret and codes, so they are dropped. Their
 * errors become warnings: the caller decides what is an error.
 */
export function slackLogger(): Logger {
  const write = (level: 'info' | 'warn', parts: unknown[]) =>
    log()[level]({ from: 'slack' }, withoutTokens(parts.map(formatPart).join(' ')));
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => write('info', parts),
    warn: (...parts: unknown[]) => write('warn', parts),
    error: (...parts: unknown[]) => write('warn', parts),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function formatPart(part: unknown): string {
  return part instanceof Error ? `${part.name}: ${part.message}` : String(part);
}
