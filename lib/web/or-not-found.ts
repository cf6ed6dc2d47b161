import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { noteRefusedCall } from '@/lib/audit/note-refusal';
import { pathHeader } from '@/lib/auth/path-header';
import { currentContext } from '@/lib/auth/session';
import { AccessError } from '@/lib/core/error';

/**
 * Waits for the data of a page. Null: the reader is no admin. Shows Next's 404 page for what does not exist,
 * and redirects to the sign-in page once the session has ended. Rethrows other errors, for the error page.
 */
export async function orNotFound<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    if (error.code === 'forbidden') {
      await noteRefusedPage(error);
      return null;
    }
    if (error.code === 'not-found' || error.code === 'invalid') notFound();
    if (error.code === 'not-signed-in') redirect('/sign-in?error=not-let-in');
    throw error;
  }
}

async function noteRefusedPage(error: AccessError): Promise<void> {
  const ctx = await currentContext();
  if (ctx) noteRefusedCall(error, ctx, `page ${(await headers()).get(pathHeader)?.split('?')[0] ?? ''}`);
}
