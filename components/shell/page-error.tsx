'use client';

import { CircleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** Shown in place of a page that failed. `reference` is what the server log has too. */
export function PageError({ reference, onRetry }: { reference: string | undefined; onRetry: () => void }) {
  return (
    <>
      <h1 className="sr-only">Something went wrong</h1>
      <EmptyState
        icon={CircleAlert}
        title="This page could not be shown"
        action={
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        If this keeps happening, contact your administrator{reference ? ` with reference ${reference}` : ''}.
      </EmptyState>
    </>
  );
}
