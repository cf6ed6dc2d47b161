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
  if (!authorities) return <OnlyAdmins what="see the certificate authorities" />;
  return (
    <SettingsFrame current="Certificate authorities">
      <h2 className="text-lg font-bold">Certificate authorities</h2>
      <p className="mb-4 text-muted">
        Targets believe these, once they are set up; each target’s page has the lines. Certificates are good
        for five minutes at most, and never longer than the access.
      </p>
      <div className="flex flex-col gap-4">
        {(['Ssh', 'X509', 'Web'] as const).map((kind) => (
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
