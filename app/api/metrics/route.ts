import { timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';
import { countWork } from '@/lib/health/count-work';
import { writeMetrics } from '@/lib/metrics';
import { fingerprint } from '@/lib/secrets';

export const dynamic = 'force-dynamic';

/**
 * Metrics in the Prometheus text format: counts by state, without names and ids. Only with METRICS_TOKEN as the bearer
 * token; without the variable there are none.
 */
export async function GET({ headers }: Request): Promise<Response> {
  const { metricsToken } = env();
  if (metricsToken === null) return new Response(null, { status: 404 });
  const sent = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
  if (!isSame(sent, metricsToken)) {
    return new Response('Send METRICS_TOKEN as the bearer token.\n', {
      status: 401,
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  const { contentType, body } = await writeMetrics(await countWork());
  return new Response(body, { headers: { 'content-type': contentType } });
}

/** In constant time. Hashes have the same length, whatever was sent. */
function isSame(sent: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(fingerprint(sent)), Buffer.from(fingerprint(expected)));
}
