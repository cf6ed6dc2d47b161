import { type Logger, LogLevel } from '@slack/web-api';
import { log } from '@/lib/log';

/** Cuts Slack's tokens out of a text, wherever they stand in it. */
export function withoutTokens(text: string): string {
  return text.replace(/xox[a-z.]*-[\w.-]+|xapp-[\w-]+/gi, '[redacted]');
}

/**
 * A log for Slack's libraries. Their debug lines hold the client secret and codes, so there are none; what
 * they call an error is our caller's to judge, so it is a warning here.
 */
export function slackLogger(): Logger {
  const write = (level: 'info' | 'warn', parts: unknown[]) =>
    log()[level]({ from: 'slack' }, withoutTokens(parts.map(say).join(' ')));
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

function say(part: unknown): string {
  return part instanceof Error ? `${part.name}: ${part.message}` : String(part);
}
