import type { Metadata } from 'next';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { AllowBrowser } from '@/components/zli/allow-browser';
import { AllowDevice } from '@/components/zli/allow-device';
import { CodeForm } from '@/components/zli/code-form';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { findZliLoginRequest } from '@/lib/tokens/allow-zli';
import { oneOf, type SearchParams } from '@/lib/web/filters/search-param';
import { refusalText } from '@/lib/web/refusal-text';
import { readZliConsent } from '@/lib/web/zli-consent';

export const metadata: Metadata = { title: 'Sign in to zli', referrer: 'no-referrer' };

/** zli opens this page, or a person opens it with a code, to let zli act as them. */
export default async function ZliPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const ctx = await requireContext();
  const email = (await currentPerson())?.email ?? '';
  const code = (oneOf(params.code) ?? '').slice(0, 20);
  const consent = readZliConsent(params);
  return (
    <div className="mx-auto max-w-xl">
      <PageHead title="Sign in to zli" sub="zli acts as you, with your permissions, for 12 hours." />
      {consent === 'invalid' && (
        <Notice tone="bad">This link is incomplete. Run zli login again in your terminal.</Notice>
      )}
      {consent !== null && consent !== 'invalid' && <AllowBrowser consent={consent} email={email} />}
      {consent === null && code === '' && <CodeForm code="" />}
      {consent === null && code !== '' && <Device ctx={ctx} code={code} email={email} />}
    </div>
  );
}

async function Device({
  ctx,
  code,
  email,
}: {
  ctx: Awaited<ReturnType<typeof requireContext>>;
  code: string;
  email: string;
}) {
  const login = await findZliLoginRequest(ctx, { userCode: code }).catch(refusalText);
  if (typeof login === 'string') return <CodeForm code={code} error={login} />;
  return <AllowDevice device={login.device} code={code} email={email} />;
}
