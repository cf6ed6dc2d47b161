import type { Metadata } from 'next';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { AllowBrowser } from '@/components/zli/allow-browser';
import { AllowDevice } from '@/components/zli/allow-device';
import { TypeCode } from '@/components/zli/type-code';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { AccessError } from '@/lib/core/error';
import { findZliLoginRequest } from '@/lib/tokens/allow-zli';
import { oneOf, type SearchParams } from '@/lib/web/filters/search-param';
import { readZliConsent } from '@/lib/web/zli-consent';

export const metadata: Metadata = { title: 'Sign zli in', referrer: 'no-referrer' };

/** Where zli sends a browser, or a person with a code, to be allowed to act for them. */
export default async function ZliPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const ctx = await requireContext();
  const email = (await currentPerson())?.email ?? '';
  const code = (oneOf(params.code) ?? '').slice(0, 20);
  const ask = readZliConsent(params);
  return (
    <div className="mx-auto max-w-xl">
      <PageHead title="Sign zli in" sub="The command line acts as you, with your rights, for 12 hours." />
      {ask === 'faulty' && (
        <Notice tone="bad">The address is not whole. Start again with zli login in your terminal.</Notice>
      )}
      {ask !== null && ask !== 'faulty' && <AllowBrowser {...ask} email={email} />}
      {ask === null && code === '' && <TypeCode code="" />}
      {ask === null && code !== '' && <Device ctx={ctx} code={code} email={email} />}
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
  const waiting = await findZliLoginRequest(ctx, { userCode: code }).catch(whyNot);
  if (typeof waiting === 'string') return <TypeCode code={code} fault={waiting} />;
  return <AllowDevice device={waiting.device} code={code} email={email} />;
}

function whyNot(error: unknown): string {
  if (error instanceof AccessError) return error.message;
  throw error;
}
