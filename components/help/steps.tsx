import type { ReactNode } from 'react';
import { Card, CardSection } from '@/components/ui/card';

/** A topic of the help page: what to do, in order, as `li` elements. */
export function Steps({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card label={title}>
      <CardSection title={title}>
        <ol className="mt-1 flex list-decimal flex-col gap-1.5 pl-5">{children}</ol>
      </CardSection>
    </Card>
  );
}
