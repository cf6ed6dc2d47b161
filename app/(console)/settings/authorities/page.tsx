import type { Metadata } from 'next';
import { AuthorityCard } from '@/components/settings/authority-card';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { SettingsFrame } from '@/components/shell/settings-frame';
import { requireContext } from '@/lib/auth/session';
import { listAuthorities } from '@/lib/certificates/list-authorities';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Certificate authorities' };

export default async function AuthoritiesPage() {
  const ctx = await requireContext();
  const authorities = await orNotFound(listAuthorities(ctx));
  if (!authorities) return <OnlyAdmins action="view certificate authorities" />;
  return (
    <SettingsFrame current="Certificate authorities">
      <h2 className="text-lg font-bold">Certificate authorities</h2>
      <p className="mb-4 text-muted">
        Targets trust these authorities once configured. See Set-up on each target’s page. Certificates are
        valid for at most five minutes, and never longer than the access. Each database and cluster has an
        authority of its own, on its page under Targets.
      </p>
      <div className="flex flex-col gap-4">
        {(['Ssh', 'Web'] as const).map((kind) => (
          <AuthorityCard
            key={kind}
            kind={kind}
            authorities={authorities.filter((one) => one.kind === kind)}
          />
        ))}
      </div>
    </SettingsFrame>
  );
}
