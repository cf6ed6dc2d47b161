import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { BarePage } from '@/components/shell/bare-page';
import { SignInButton } from '@/components/shell/sign-in-button';
import { Notice } from '@/components/ui/notice';
import { currentPerson } from '@/lib/auth/session';
import { env } from '@/lib/env';
import { oneOf, type SearchParams } from '@/lib/web/filters/search-param';
import { describeSignInError } from '@/lib/web/sign-in-errors';
import { signInTarget } from '@/lib/web/sign-in-target';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { callbackUrl, error } = await searchParams;
  const target = signInTarget(oneOf(callbackUrl), env().publicUrl);
  const refused = describeSignInError(oneOf(error));
  // A tab that comes back late, after another one has signed in, needs no second sign-in.
  const isLate = oneOf(error) === 'OAuthCallback';
  if ((!refused || isLate) && (await currentPerson())) redirect(target);
  return (
    <BarePage>
      <h1 className="text-center text-lg font-bold">Sign in</h1>
      <p className="mb-5 text-center text-muted">
        Request access to servers, databases, clusters and web apps, for as long as you need it.
      </p>
      {refused && (
        <div className="mb-4">
          <Notice tone="bad" live>
            {refused}
          </Notice>
        </div>
      )}
      <div className="flex flex-col gap-2">
        {env().identityProviders.map(({ id, name }, index) => (
          <SignInButton key={id} provider={id} name={name} target={target} first={index === 0} />
        ))}
      </div>
    </BarePage>
  );
}
