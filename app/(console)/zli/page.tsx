import type { Metadata } from 'next';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { AllowBrowser } from '@/components/zli/allow-browser';
import { DeviceLogin } from '@/components/zli/device-login';
import { InstallLink } from '@/components/zli/install-link';
import { currentPerson, requireContext } from '@/lib/auth/session';
import type { SearchParams } from '@/lib/web/filters/search-param';
import { readZliConsent } from '@/lib/web/zli-consent';

export const metadata: Metadata = { title: 'Sign in to zli', referrer: 'no-referrer' };

/** zli opens this page, or a person opens it and types a code, to let zli act as them. */
export default async function ZliPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  await requireContext();
  const email = (await currentPerson())?.email ?? '';
  const consent = readZliConsent(params);
  return (
    <div className="mx-auto max-w-xl">
      <PageHead title="Sign in to zli" sub="zli acts as you, with your permissions, for 12 hours." />
      {consent === 'invalid' && (
        <Notice tone="bad">This link is incomplete. Run zli login again in your terminal.</Notice>
      )}
      {consent === null && (
        <div className="flex flex-col gap-3">
          <DeviceLogin email={email} />
          <InstallLink />
        </div>
      )}
      {consent !== null && consent !== 'invalid' && <AllowBrowser consent={consent} email={email} />}
    </div>
  );
}
