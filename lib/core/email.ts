import { isOneLine } from './one-line';

/** The longest address that mail can be sent to (RFC 5321, 4.5.3.1.3, without the brackets). */
const longest = 254;

/** Whether a text is one email address that shows everything it contains. */
export function isEmail(text: string): boolean {
  return text.length <= longest && isOneLine(text) && /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(text);
}
