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
  if (!environments) return <OnlyAdmins action="view and edit the inventory" />;
  return (
    <>
      <PageHead
        title="Environments"
        sub="Each target belongs to one environment. A policy on an environment also covers targets added later."
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
        <EmptyState icon={Layers} title="No environments yet">
          Create one, such as prod or stage, then register its targets.
        </EmptyState>
      )}
    </>
  );
}
