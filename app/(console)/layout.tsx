import type { ReactNode } from 'react';
import { Header } from '@/components/shell/header';
import { Main, SkipLink } from '@/components/shell/main';
import { ToastRegion } from '@/components/ui/toast';
import { listRequests } from '@/lib/access/list-requests';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { orNotFound } from '@/lib/web/or-not-found';

/**
 * The frame of the console. Redirects to the sign-in page before anything is sent: once a skeleton is on its
 * way, a plain redirect is too late.
 */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await requireContext();
  const person = await currentPerson();
  if (!person) return children;
  const pending =
    person.role === 'Admin'
      ? await orNotFound(listRequests(ctx, { whose: 'all', status: 'waiting', pageSize: 1 }))
      : null;
  return (
    <>
      <SkipLink />
      <Header person={person} pendingCount={pending?.total ?? 0} />
      <Main>{children}</Main>
      <ToastRegion />
    </>
  );
}
