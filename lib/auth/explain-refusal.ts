import type { SignInRefusal } from '@/lib/directory/sign-in-user';
import type { IdentityProvider } from '@/lib/env';
import type { IdentityRefusal } from './identity';

/**
 * The claim that a refused sign-in is about, and the setting that decides it, for the log. docs/sign-in.md has a line
 * for each.
 */
export function explainRefusal(
  provider: IdentityProvider,
  why: IdentityRefusal | SignInRefusal,
): { claim: string; setting: string } {
  const tenant = provider.id === 'google' ? 'hd' : 'tid';
  switch (why) {
    case 'no-email':
      return { claim: 'email', setting: 'the email of the person at the provider' };
    case 'unverified-email':
      return { claim: 'email_verified', setting: 'the email of the person at the provider' };
    case 'unstated-email':
      return { claim: 'email_verified', setting: `${provider.id.toUpperCase()}_TRUST_EMAIL` };
    case 'userinfo-failed':
      return { claim: 'email', setting: 'the claims of the ID token at the provider' };
    case 'personal-account':
      return { claim: tenant, setting: 'none: personal accounts have no organization' };
    case 'tenant-not-allowed':
      return { claim: tenant, setting: 'ALLOWED_TENANTS' };
    case 'unreadable-identity':
      return { claim: 'sub', setting: 'the subject of the ID token at the provider' };
    case 'other-identity':
      return { claim: 'sub', setting: 'People: confirm the identity' };
    case 'email-taken':
      return { claim: 'email', setting: 'People: change the email of the other person' };
    case 'disabled':
      return { claim: 'sub', setting: 'People: enable the person' };
  }
}
