import { countWork } from '@/lib/health/count-work';
import { writeMetrics } from '@/lib/metrics';

export const dynamic = 'force-dynamic';

/** Metrics in the Prometheus text format: counts by state, without names and ids. */
export async function GET(): Promise<Response> {
  const { contentType, body } = await writeMetrics(await countWork());
  return new Response(body, { headers: { 'content-type': contentType } });
}
