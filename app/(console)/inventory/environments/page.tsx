import { Layers, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { EnvironmentDialog } from '@/components/inventory/environment-dialog';
import { EnvironmentTable } from '@/components/inventory/environment-table';
import { InventoryTabs } from '@/components/inventory/inventory-tabs';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { requireContext } from '@/lib/auth/session';
import { listEnvironments } from '@/lib/targets/list-environments';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Environments' };

export default async function EnvironmentsPage() {
  const ctx = await requireContext();
  const environments = await orNotFound(listEnvironments(ctx));
  if (!environments) return <OnlyAdmins what="see and change the inventory" />;
  return (
    <>
      <PageHead
        title="Environments"
        sub="Every target is in one. A policy can cover all that will ever be in it."
      >
        <InventoryTabs current="environments" />
        <EnvironmentDialog look="primary">
          <Plus aria-hidden size={15} />
          New environment
        </EnvironmentDialog>
      </PageHead>
      {environments.length > 0 ? (
        <EnvironmentTable environments={environments} />
      ) : (
        <EmptyState icon={Layers} title="There are no environments yet">
          Make one, like prod or stage, then register the targets that are in it.
        </EmptyState>
      )}
    </>
  );
}
