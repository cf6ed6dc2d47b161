import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The program that verifies an export: one file, the same that the product uses. */
export async function GET(): Promise<Response> {
  const text = await readFile(join(process.cwd(), 'lib', 'verify-audit.mjs'), 'utf8');
  return new Response(text, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'content-disposition': 'attachment; filename="verify-audit.mjs"',
    },
  });
}
