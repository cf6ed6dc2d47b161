import type { Metadata } from 'next';
import Link from 'next/link';
import { TargetForm } from '@/components/inventory/target-form';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { PageHead } from '@/components/ui/page-head';
import { requireContext } from '@/lib/auth/session';
import { listEnvironments } from '@/lib/targets/list-environments';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Register target' };

export default async function NewTargetPage() {
  const ctx = await requireContext();
  const found = await orNotFound(listEnvironments(ctx));
  if (!found) return <OnlyAdmins action="register targets" />;
  const environments = found.filter(({ retiredAt }) => retiredAt === null);
  const [first] = environments;
  return (
    <>
      <PageHead
        title="Register target"
        above={
          <Link href="/inventory/targets" className="hover:text-ink hover:underline">
            Targets
          </Link>
        }
        sub="Policies on its environment apply to it immediately."
      />
      <TargetForm
        targetId={null}
        environments={environments.map(({ id, name }) => ({ id, name }))}
        initial={{
          name: '',
          type: 'Bzero',
          environmentId: environments.length === 1 ? (first?.id ?? '') : '',
          os: 'Linux',
          host: '',
          port: '',
          databaseType: '',
          tunnel: { way: '', jump: null, rdpPort: '', sqlServerPort: '' },
          proxy: null,
        }}
      />
    </>
  );
}
