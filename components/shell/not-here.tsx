import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';

/** What stands where an address leads nowhere. */
export function NotHere() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={SearchX}
        title="There is nothing here"
        action={
          <Link href="/targets" className={buttonClass('primary')}>
            See your targets
          </Link>
        }
      >
        The address is wrong, what it was about is gone, or it is not yours to see.
      </EmptyState>
    </>
  );
}
