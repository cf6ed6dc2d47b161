import type { ReactNode } from 'react';
import { Header } from '@/components/shell/header';
import { Main, SkipLink } from '@/components/shell/main';
import { ToastRegion } from '@/components/ui/toast';
import { listRequests } from '@/lib/access/list-requests';
import { currentContext, currentPerson } from '@/lib/auth/session';
import { forPage } from '@/lib/web/for-page';

/**
 * The frame of the console. Whoever is not signed in gets no frame: each page sends them to sign in, since
 * only it knows the way back.
 */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [person, ctx] = await Promise.all([currentPerson(), currentContext()]);
  if (!person || !ctx) return children;
  const waiting =
    person.role === 'Admin'
      ? await forPage(listRequests(ctx, { whose: 'all', standing: 'waiting', pageSize: 1 }))
      : null;
  return (
    <>
      <SkipLink />
      <Header person={person} waiting={waiting?.total ?? 0} />
      <Main>{children}</Main>
      <ToastRegion />
    </>
  );
}
