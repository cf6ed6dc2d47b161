import { checkReady } from '@/lib/health/check-ready';

export const dynamic = 'force-dynamic';

/** Can the process serve? 503 until the database answers and is migrated. */
export async function GET(): Promise<Response> {
  const readiness = await checkReady();
  if (readiness.ready) return Response.json({ status: 'ready' });
  return Response.json({ status: 'not ready', why: readiness.why }, { status: 503 });
}
