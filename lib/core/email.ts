import { isOneLine } from './one-line';

/** The longest address that mail can be sent to (RFC 5321, 4.5.3.1.3, without the brackets). */
const longest = 254;
const form = /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u;

/**
 * Whether a text is one email address that shows everything it contains. Nobody has an address under `.invalid` (RFC 2606),
 * where those of API keys are.
 */
export function isEmail(text: string): boolean {
  return text.length <= longest && isOneLine(text) && form.test(text) && !/[.@]invalid\.?$/i.test(text);
}
