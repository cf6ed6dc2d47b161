import { noteRefusedCall } from '@/lib/audit/note-refusal';
import { currentContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { env } from '@/lib/env';
import { toFailure } from './errors';

/** Answers with a file of the signed-in person: a text, or lines without line ends, which are streamed. */
export async function auditDownload(
  name: string,
  type: string,
  load: (ctx: Context) => Promise<string | AsyncGenerator<Buffer>>,
): Promise<Response> {
  let ctx: Context | null = null;
  try {
    ctx = await currentContext();
    if (!ctx) throw new AccessError('not-signed-in', 'Your session has ended.');
    const content = await load(ctx);
    return new Response(typeof content === 'string' ? content : streamOf(withLineEnds(content)), {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    return refuseDownload(error, ctx, { name, page: '/audit' });
  }
}

/**
 * The answer to a download that failed, as a line of text. Where the session has ended, the browser goes to the sign-in
 * page, and from there to `page`, which has the link to the file.
 */
export function refuseDownload(
  error: unknown,
  ctx: Context | null,
  { name, page }: { name: string; page: string },
): Response {
  if (error instanceof AccessError && error.code === 'not-signed-in') {
    const query = new URLSearchParams({ error: 'session-ended', callbackUrl: page });
    return Response.redirect(new URL(`/sign-in?${query}`, env().publicUrl), 303);
  }
  if (ctx) noteRefusedCall(error, ctx, `download ${name}`);
  const { message, code } = toFailure(error, name);
  return new Response(`${message}\n`, { status: code === 'broken' ? 500 : 403 });
}

/** In pieces of many lines: a piece for each would cost more than reading it. */
async function* withLineEnds(lines: AsyncGenerator<Buffer>): AsyncGenerator<Uint8Array> {
  const lineEnd = Buffer.from('\n');
  let pieces: Buffer[] = [];
  for await (const line of lines) {
    pieces.push(line, lineEnd);
    if (pieces.length < 500) continue;
    yield Buffer.concat(pieces);
    pieces = [];
  }
  if (pieces.length > 0) yield Buffer.concat(pieces);
}

function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (value) controller.enqueue(value);
      if (done) controller.close();
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
