import { Lock } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';

/** Shown to users on a page for admins. `action` completes `Only admins can`. */
export function OnlyAdmins({ action }: { action: string }) {
  return (
    <>
      <h1 className="sr-only">Only admins</h1>
      <EmptyState
        icon={Lock}
        title={`Only admins can ${action}`}
        action={
          <Link href="/request-access" className={buttonClass('primary')}>
            Request access
          </Link>
        }
      >
        You are signed in as a user. If you need access, ask an admin.
      </EmptyState>
    </>
  );
}
