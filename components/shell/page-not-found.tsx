import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';

/** Shown for an unknown address, and for what the reader has no access to. */
export function PageNotFound() {
  return (
    <>
      <h1 className="sr-only">Page not found</h1>
      <EmptyState
        icon={SearchX}
        title="Page not found"
        action={
          <Link href="/request-access" className={buttonClass('primary')}>
            Go to targets
          </Link>
        }
      >
        The link may be wrong, or you may not have access.
      </EmptyState>
    </>
  );
}
