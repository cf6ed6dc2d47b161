import type { Metadata } from 'next';
import { AdminHelp } from '@/components/help/admin-help';
import { OwnZone } from '@/components/help/own-zone';
import { PageLink } from '@/components/help/page-link';
import { UserHelp } from '@/components/help/user-help';
import { Card, CardSection } from '@/components/ui/card';
import { PageHead } from '@/components/ui/page-head';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { productVersion } from '@/lib/version';

export const metadata: Metadata = { title: 'Help' };

/** How to request, review and end access, the keyboard shortcuts, and the version. */
export default async function HelpPage() {
  await requireContext();
  const person = await currentPerson();
  const isAdmin = person?.role === 'Admin';
  return (
    <div className="mx-auto max-w-3xl">
      <PageHead title="Help" sub="How to get access, use it and end it." />
      <div className="flex flex-col gap-5">
        <UserHelp />
        {isAdmin && <AdminHelp />}
        <Card label="About">
          <CardSection title="About">
            <p>Version {productVersion}.</p>
            <p>
              <OwnZone />
            </p>
            <p>
              The <PageLink href="/help/api">API</PageLink> has a page for each call.
            </p>
            <p>
              The guides for operators and for zli are in the folder docs of the source code that this console
              runs.
            </p>
          </CardSection>
        </Card>
      </div>
    </div>
  );
}
