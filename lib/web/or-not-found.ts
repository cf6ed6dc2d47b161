import { notFound, redirect } from 'next/navigation';
import { AccessError } from '@/lib/core/error';

/**
 * Waits for what a page shows. Null when it is for admins only; what is not there is Next's 404, whoever is
 * not signed in any more goes to sign in. Anything else is the error page's.
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
