export const dynamic = 'force-dynamic';

/** Is the process alive? */
export function GET(): Response {
  return Response.json({ status: 'live' });
}
