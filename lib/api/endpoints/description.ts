import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Endpoint, openEndpoint } from '../endpoint';
import { describeApi } from '../openapi/describe-api';

const contract = {
  summary: 'Get this description',
  answer: z.looseObject({ openapi: z.string() }),
  versioned: true,
  also: [304],
} as const;

/** The description of the API. It contains nothing secret, so it needs no key. */
export function descriptionEndpoint(all: () => readonly Endpoint[]): Endpoint {
  let kept: { text: string; etag: string } | undefined;
  return openEndpoint('GET openapi.json', contract, async ({ headers }) => {
    kept ??= write(all());
    const { text, etag } = kept;
    const cached = { etag, 'cache-control': 'no-cache' };
    if (headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers: cached });
    return new Response(text, { headers: { ...cached, 'content-type': 'application/json' } });
  });
}

function write(endpoints: readonly Endpoint[]): { text: string; etag: string } {
  const text = JSON.stringify(describeApi(endpoints));
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
