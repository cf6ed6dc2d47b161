import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Method } from '@/components/api/method';
import { Operation } from '@/components/api/operation';
import { PageHead } from '@/components/ui/page-head';
import { findOperation } from '@/lib/api/reference/reference';
import { requireContext } from '@/lib/auth/session';
import { env } from '@/lib/env';

type Params = { params: Promise<{ operation: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { operation } = await params;
  return { title: findOperation(operation, '')?.summary ?? 'API' };
}

/** One operation of the API. */
export default async function OperationPage({ params }: Params) {
  await requireContext();
  const operation = findOperation((await params).operation, env().publicUrl.origin);
  if (!operation) notFound();
  return (
    <div className="mx-auto max-w-4xl">
      <PageHead
        title={operation.summary}
        above={
          <Link href="/help/api" className="hover:text-ink hover:underline">
            API
          </Link>
        }
        sub={
          <>
            <Method name={operation.method} />{' '}
            <code className="font-mono text-sm break-all">/api/v2{operation.path}</code>
          </>
        }
      />
      <Operation operation={operation} />
    </div>
  );
}
