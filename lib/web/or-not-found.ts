import { notFound, redirect } from 'next/navigation';
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
    if (error.code === 'forbidden') return null;
    if (error.code === 'not-found' || error.code === 'invalid') notFound();
    if (error.code === 'not-signed-in') redirect('/sign-in?error=not-let-in');
    throw error;
  }
}
