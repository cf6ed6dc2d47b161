import type { Json } from '../world';
import { refuse, refuseWith } from './refusal';

/** The arguments of a call as received: text from a form, any type from JSON. */
export type Args = { [name: string]: unknown };

/** Text, or undefined if absent or empty. */
export function text(args: Args, name: string): string | undefined {
  const value = args[name];
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : String(value);
}

/** Text that is required. */
export function required(args: Args, name: string): string {
  return text(args, name) ?? refuseWith('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
}

/** A boolean. Forms send it as `true` or `1`. */
export function flag(args: Args, name: string): boolean {
  return ['true', '1'].includes(String(args[name] ?? '').toLowerCase());
}

/** A whole number, or the default. */
export function count(args: Args, name: string, otherwise: number): number {
  const value = text(args, name);
  if (value === undefined) return otherwise;
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 ? number : refuse('invalid_limit');
}

/** A JSON structure, sent as text or as a structure. `code` is the error for malformed JSON. */
export function json(args: Args, name: string, code = 'invalid_arguments'): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return refuse(code);
  }
}

/** A list, sent as comma-separated text or as a JSON array. */
export function list(args: Args, name: string): string[] {
  const value = args[name];
  if (Array.isArray(value)) return value.map(String);
  return (text(args, name) ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One page of a list, with Slack's cursor. The cursor is opaque to callers: the next index in Base64. */
export function page<T>(
  args: Args,
  all: T[],
  most = 1000,
): { items: T[]; response_metadata: { next_cursor: string } } {
  const limit = count(args, 'limit', 100);
  if (limit > most) refuse('invalid_limit');
  const cursor = text(args, 'cursor');
  const start = cursor ? Number(/^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1]) : 0;
  if (Number.isNaN(start)) refuse('invalid_cursor');
  const end = start + (limit || 100);
  const next_cursor = end < all.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: all.slice(start, end), response_metadata: { next_cursor } };
}
