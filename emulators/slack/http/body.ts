import type { IncomingMessage } from 'node:http';
import { isObject } from '../api/args';

/** The raw body of a request, up to 4 MB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > 4_000_000) throw new Error('The body is too large.');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

/** The arguments from the query and from a form, JSON or multipart body. */
export async function readArgs(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<{ [name: string]: unknown }> {
  const args: { [name: string]: unknown } = Object.fromEntries(query);
  const body = await readBody(request);
  if (body.length === 0) return args;
  const type = request.headers['content-type'] ?? '';
  if (type.includes('application/json')) {
    const value: unknown = JSON.parse(body.toString());
    return isObject(value) ? { ...args, ...value } : args;
  }
  if (type.includes('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    for (const [name, value] of form) args[name] = typeof value === 'string' ? value : await value.text();
    return args;
  }
  return { ...args, ...Object.fromEntries(new URLSearchParams(body.toString())) };
}
