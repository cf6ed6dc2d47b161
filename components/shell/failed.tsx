'use client';

import { CircleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** What stands where a page could not be shown, and what to do about it. */
export function Failed({ reference, again }: { reference: string | undefined; again: () => void }) {
  return (
    <>
      <h1 className="sr-only">Something went wrong</h1>
      <EmptyState
        icon={CircleAlert}
        title="Something went wrong on our side"
        action={
          <Button look="primary" onClick={again}>
            Try again
          </Button>
        }
      >
        Nothing you did is lost. If it stays, tell whoever runs this console
        {reference ? ` the reference ${reference}` : ''}.
      </EmptyState>
    </>
  );
}
