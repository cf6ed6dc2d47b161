import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import { readClientAddress } from '@/lib/client-address';
import type { Context } from '@/lib/context';
import { findSessionPerson, type SessionPerson } from '@/lib/db/people/sessions';
import { env } from '@/lib/env';
import { fingerprint } from '@/lib/secrets';
import { authCookies } from './cookies';
import { sessionOptions } from './options';
import { pathHeader } from './path-header';

/** The signed-in person, looked up once per HTTP request; null without a session, or for a disabled person. */
export const currentPerson = cache(async (): Promise<SessionPerson | null> => {
  const session = await getServerSession(sessionOptions());
  const id = (session?.user as { id?: string } | undefined)?.id;
  return id ? findSessionPerson(id) : null;
});

/** The context of the signed-in person; null without one. */
export async function currentContext(): Promise<Context | null> {
  const person = await currentPerson();
  if (!person) return null;
  const { organizationId, id: userId } = person;
  const address = readClientAddress(await headers());
  return { organizationId, actor: { kind: 'user', userId }, via: 'web', address };
}

/** The id of the console session of this browser, as it is stored; null without one. */
export async function currentSessionId(): Promise<string | null> {
  const name = authCookies(env().publicUrl).sessionToken?.name ?? '';
  const token = (await cookies()).get(name)?.value;
  return token ? fingerprint(token) : null;
}

/**
 * The context of the signed-in person, for pages. Without one, redirects to the sign-in page, which returns to
 * the page with its whole URL.
 */
export async function requireContext(): Promise<Context> {
  const context = await currentContext();
  if (context) return context;
  const path = (await headers()).get(pathHeader) ?? '/';
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}
