import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import type { Context } from '@/lib/context';
import { findSessionPerson, type SessionPerson } from '@/lib/db/people/sessions';
import { sessionOptions } from './options';
import { pathHeader } from './path-header';

/** The signed-in person of this request, looked up once; null when nobody is, or they are disabled. */
export const currentPerson = cache(async (): Promise<SessionPerson | null> => {
  const session = await getServerSession(sessionOptions());
  const id = (session?.user as { id?: string } | undefined)?.id;
  return id ? findSessionPerson(id) : null;
});

/** The context of the signed-in person; null when nobody is. */
export async function currentContext(): Promise<Context | null> {
  const person = await currentPerson();
  if (!person) return null;
  return { organizationId: person.organizationId, actor: { kind: 'user', userId: person.id }, via: 'web' };
}

/**
 * The same for pages: sends whoever is not signed in to the sign-in page, and afterwards back to the page with
 * all that stands in its address, so that a link to one request opens that request.
 */
export async function requireContext(): Promise<Context> {
  const context = await currentContext();
  if (context) return context;
  const path = (await headers()).get(pathHeader) ?? '/';
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}
