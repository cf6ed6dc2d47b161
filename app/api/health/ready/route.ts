import { checkReady } from '@/lib/health/check-ready';

export const dynamic = 'force-dynamic';

/** 503 until the database answers and has all migrations. */
export async function GET(): Promise<Response> {
  const readiness = await checkReady();
  if (readiness.ready) return Response.json({ status: 'ready' });
  return Response.json({ status: 'not ready', why: readiness.why }, { status: 503 });
}
