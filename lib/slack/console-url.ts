import { env } from '@/lib/env';

/** The public address of the console, without a slash at its end. */
export function consoleUrl(): string {
  return env().publicUrl.href.replace(/\/+$/, '');
}
