import type { ReactNode } from 'react';
import { AdminWorkProvider } from '@/components/shell/admin-work';
import { Header } from '@/components/shell/header';
import { Main, SkipLink } from '@/components/shell/main';
import { Navigation } from '@/components/shell/navigation';
import { StillOpenNotice } from '@/components/shell/still-open-notice';
import { OwnerProvider } from '@/components/ui/owner';
import { ToastRegion } from '@/components/ui/toast';
import { countAdminWork } from '@/lib/access/count-admin-work';
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
  const work = person.role === 'Admin' ? await orNotFound(countAdminWork(ctx)) : null;
  return (
    <OwnerProvider id={person.id}>
      <AdminWorkProvider initial={work}>
        <SkipLink />
        <Header person={person} />
        <div className="lg:grid lg:grid-cols-[208px_minmax(0,1fr)]">
          <aside className="hidden border-r border-line bg-panel px-3 py-4 lg:block">
            <div className="sticky top-4">
              <Navigation isAdmin={person.role === 'Admin'} />
            </div>
          </aside>
          <Main>
            <StillOpenNotice />
            {children}
          </Main>
        </div>
        <ToastRegion />
      </AdminWorkProvider>
    </OwnerProvider>
  );
}
