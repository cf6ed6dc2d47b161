import { countAdminWork } from '@/lib/access/count-admin-work';
import { noteRefusedCall } from '@/lib/audit/note-refusal';
import { currentContext } from '@/lib/auth/session';
import { AccessError } from '@/lib/core/error';

/** What an admin has to look at, in numbers; the console fetches it every few seconds. 401 or 403 for others. */
export async function GET() {
  const ctx = await currentContext();
  if (!ctx) return new Response(null, { status: 401 });
  try {
    return Response.json(await countAdminWork(ctx), { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    noteRefusedCall(error, ctx, 'page /work');
    return new Response(null, { status: 403 });
  }
}
