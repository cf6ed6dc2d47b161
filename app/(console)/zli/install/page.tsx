import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { readSystem } from '@/components/zli/install-steps';
import { InstallTabs } from '@/components/zli/install-tabs';
import { requireContext } from '@/lib/auth/session';
import { env } from '@/lib/env';
import { productVersion } from '@/lib/version';
import { findZli } from '@/lib/web/zli-install';

export const metadata: Metadata = { title: 'Install zli' };

/** Says how to install zli from this console and how to log in, line by line. */
export default async function InstallPage() {
  await requireContext();
  const { publicUrl } = env();
  const [found, request] = await Promise.all([findZli(publicUrl), headers()]);
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead
        title="Install zli"
        sub={`zli ${productVersion} runs the connect commands of this console in your terminal.`}
      />
      {found ? (
        <>
          <InstallTabs consoleUrl={publicUrl.href} initial={readSystem(request.get('user-agent') ?? '')} />
          <p className="mt-4 text-sm text-muted">
            To read the script first, open{' '}
            <a href="/zli/install.sh" className="text-accent underline">
              install.sh
            </a>
            . It checks the SHA-256 of what it downloads from this console.
          </p>
        </>
      ) : (
        <Notice tone="warn">This console does not serve zli. Ask your operator to run npm run build.</Notice>
      )}
    </div>
  );
}
