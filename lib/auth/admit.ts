import { headers } from 'next/headers';
import { readClientAddress } from '@/lib/client-address';
import { groupProblems } from '@/lib/core/group-problem';
import { noteRefusedSignIn } from '@/lib/directory/note-refused-sign-in';
import { type SignIn, signInUser } from '@/lib/directory/sign-in-user';
import { env, type IdentityProvider } from '@/lib/env';
import { log } from '@/lib/log';
import type { Answer } from './claims';
import { explainRefusal } from './explain-refusal';
import { isMultiTenant, organizationIssuer, readIdentity } from './identity';

/**
 * Signs the person in whom a provider's answer names. Returns true, or the address of the sign-in page with the reason.
 * The log names the claim and the setting of each refusal.
 */
export async function admit(
  providerId: string | undefined,
  answer: Answer | undefined,
): Promise<true | string> {
  const provider = env().identityProviders.find(({ id }) => id === providerId);
  if (!provider || !answer) return signInPage('unavailable');
  try {
    const refused = await findRefusal(provider, answer);
    return refused === null || signInPage(refused);
  } catch (error) {
    // next-auth would put the message of the error into the address.
    log().error({ err: error, provider: provider.id }, 'a sign-in failed');
    return signInPage('unavailable');
  }
}

const signInPage = (error: string) => `/sign-in?error=${error}`;

async function findRefusal(provider: IdentityProvider, answer: Answer): Promise<string | null> {
  const address = readClientAddress(await headers());
  if ('refused' in answer) {
    await noteRefusedSignIn(organizationOf(provider), answer.refused, address);
    return answer.refused;
  }
  const identity = readIdentity(provider, answer.claims, answer.userinfoFailed);
  const known = typeof identity === 'string' ? null : identity;
  const result = typeof identity === 'string' ? identity : await signInUser({ ...identity, address });
  if (typeof result === 'string') {
    const about = { ...explainRefusal(provider, result), tenant: known?.tenant };
    log().warn({ provider: provider.id, why: result, ...about }, 'a sign-in was refused');
    await noteRefusedSignIn(known ?? organizationOf(provider), result, address);
    return result;
  }
  if (known?.groupProblem) {
    const { finding: why, remedy: setting } = groupProblems[known.groupProblem];
    const about = { claim: 'groups', why, setting, userId: result.userId };
    log().warn({ provider: provider.id, ...about }, 'groups of a sign-in are missing');
  }
  return null;
}

/** The organization of a provider that has only one, whose admins then see the refusal in their audit log. */
function organizationOf(provider: IdentityProvider): Pick<SignIn, 'issuer' | 'tenant'> | null {
  return isMultiTenant(provider) ? null : { issuer: organizationIssuer(provider), tenant: '' };
}
