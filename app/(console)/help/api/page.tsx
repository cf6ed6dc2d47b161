import type { Metadata } from 'next';
import Link from 'next/link';
import { OperationList } from '@/components/api/operation-list';
import { PageHead } from '@/components/ui/page-head';
import { listOperations } from '@/lib/api/reference/reference';
import { requireContext } from '@/lib/auth/session';

export const metadata: Metadata = { title: 'API' };

/** What programs can call. */
export default async function ApiPage() {
  await requireContext();
  return (
    <div className="mx-auto max-w-4xl">
      <PageHead
        title="API"
        above={
          <Link href="/help" className="hover:text-ink hover:underline">
            Help
          </Link>
        }
        sub={
          <>
            What programs can call below /api/v2. The same for programs is{' '}
            <a href="/api/v2/openapi.json" className="text-accent underline underline-offset-2">
              openapi.json
            </a>
            , in OpenAPI 3.1.
          </>
        }
      />
      <div className="flex flex-col gap-5">
        {listOperations().map((group) => (
          <OperationList key={group.name} {...group} />
        ))}
      </div>
    </div>
  );
}
