import Link from 'next/link';
import { Card, CardSection } from '@/components/ui/card';
import type { OperationGroup } from '@/lib/api/reference/reference';
import { Method } from './method';

/** The operations about one thing, each with a link to its page. */
export function OperationList({ name, description, operations }: OperationGroup) {
  return (
    <Card label={name}>
      <CardSection title={name} hint={description}>
        <ul className="flex flex-col gap-2">
          {operations.map(({ id, method, path, summary }) => (
            <li key={id} className="grid gap-x-3 sm:grid-cols-[4.5rem_minmax(0,1fr)]">
              <span>
                <Method name={method} />
              </span>
              <div className="min-w-0">
                <Link
                  href={`/help/api/${id}`}
                  prefetch={false}
                  className="font-mono text-sm break-all text-accent underline underline-offset-2"
                >
                  {path}
                </Link>
                <p className="text-sm text-muted">{summary}</p>
              </div>
            </li>
          ))}
        </ul>
      </CardSection>
    </Card>
  );
}
