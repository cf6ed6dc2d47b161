import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { InstallGuide } from '@/components/zli/install-guide';
import { readSystem, systems } from '@/components/zli/install-steps';
import { requireContext } from '@/lib/auth/session';
import { env } from '@/lib/env';
import { productVersion } from '@/lib/version';
import type { SearchParams } from '@/lib/web/filters/search-param';
import { findZli } from '@/lib/web/zli-install';

export const metadata: Metadata = { title: 'Install zli' };

/** Says how to install zli from this console and how to log in, line by line. */
export default async function InstallPage({ searchParams }: { searchParams: SearchParams }) {
  await requireContext();
  const { publicUrl } = env();
  const [found, request, params] = await Promise.all([findZli(publicUrl), headers(), searchParams]);
  const system =
    systems.find((each) => each === params.system) ?? readSystem(request.get('user-agent') ?? '');
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead
        title="Install zli"
        sub={`zli ${productVersion} runs the connect commands of this console in your terminal.`}
      />
      {found ? (
        <>
          <InstallGuide consoleUrl={publicUrl.href} system={system} />
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
