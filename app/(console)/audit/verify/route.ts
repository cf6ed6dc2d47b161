import { noteRefusedCall } from '@/lib/audit/note-refusal';
import { verifyOwnLog } from '@/lib/audit/verify-log';
import { currentContext } from '@/lib/auth/session';
import { AccessError } from '@/lib/core/error';
import { toFailure } from '@/lib/web/errors';
import { verificationStream } from '@/lib/web/verification';

/** Verifies the audit log, and streams the progress and the result as JSON lines. */
export async function POST(): Promise<Response> {
  const ctx = await currentContext();
  const stream = verificationStream(async (report, signal) => {
    try {
      if (!ctx) throw new AccessError('not-signed-in', 'Your session has ended.');
      const onProgress = (events: number, total: number) => report({ kind: 'progress', events, total });
      const { isGood, text } = await verifyOwnLog(ctx, { onProgress, signal });
      return { kind: isGood ? 'good' : 'bad', text };
    } catch (error) {
      if (ctx) noteRefusedCall(error, ctx, 'verify-audit');
      if (signal.aborted) return { kind: 'failed', text: '' };
      return { kind: 'failed', text: toFailure(error, 'verify-audit').message };
    }
  });
  return new Response(stream, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no', // nginx would keep the progress until the end
    },
  });
}
