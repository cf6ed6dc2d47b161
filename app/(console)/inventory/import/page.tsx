import type { Metadata } from 'next';
import Link from 'next/link';
import { ImportTargets } from '@/components/inventory/import-targets';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { PageHead } from '@/components/ui/page-head';
import { requireContext } from '@/lib/auth/session';
import { listEnvironments } from '@/lib/targets/list-environments';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Import targets' };

export default async function ImportPage() {
  const ctx = await requireContext();
  // Only to check the role here; `importTargets` checks it again with every row.
  if (!(await orNotFound(listEnvironments(ctx)))) return <OnlyAdmins action="import targets" />;
  return (
    <>
      <PageHead
        title="Import targets"
        above={
          <Link href="/inventory/targets" className="hover:text-ink hover:underline">
            Targets
          </Link>
        }
        sub="Import from a CSV file. You review the changes before anything is saved."
      />
      <ImportTargets />
    </>
  );
}
