import { Lock } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';

/** What somebody who is no admin sees at a page for admins. */
export function OnlyAdmins({ what }: { what: string }) {
  return (
    <>
      <h1 className="sr-only">Only admins</h1>
      <EmptyState
        icon={Lock}
        title={`Only admins ${what}`}
        action={
          <Link href="/targets" className={buttonClass('primary')}>
            See your targets
          </Link>
        }
      >
        You are signed in as a user. If you need this, ask an admin of your organization.
      </EmptyState>
    </>
  );
}
