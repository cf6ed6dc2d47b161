import { type KeyObject, randomBytes } from 'node:crypto';
import type { Context, Provider } from 'oidc-provider';
import { failurePage } from './page';
import type { Person } from './person';

export type IdpClient = { clientId: string; clientSecret: string; redirectUris: string[] };

type Library = typeof import('oidc-provider');

/**
 * The settings of oidc-provider: authorization code flow with PKCE, and a key that exists for this run only. The claims
 * besides the subject are those of a vendor (`sendClaims`).
 */
export function configuration(
  library: Library,
  options: {
    clients: readonly IdpClient[];
    scopes: readonly string[];
    key: KeyObject;
    findPerson: (sub: string) => Person | undefined;
    provider: () => Provider;
  },
): Record<string, unknown> {
  return {
    clients: options.clients.map((client) => ({
      client_id: client.clientId,
      client_secret: client.clientSecret,
      redirect_uris: client.redirectUris,
      grant_types: ['authorization_code'],
      response_types: ['code'],
    })),
    jwks: { keys: [signingKey(options.key)] },
    cookies: {
      keys: [randomBytes(24).toString('hex')],
      // Cookies ignore the port, so these names must differ from those of the console.
      names: { session: sessionCookie, interaction: 'idp_interaction', resume: 'idp_resume' },
    },
    scopes: [...options.scopes],
    claims: { openid: ['sub'] },
    pkce: { required: () => true },
    ttl: {
      AccessToken: hour,
      AuthorizationCode: 60,
      Grant: hour,
      IdToken: hour,
      Interaction: hour,
      Session: hour,
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: {
      policy: alwaysChoose(library),
      url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}`,
    },
    findAccount: (_: unknown, sub: string) =>
      options.findPerson(sub) && { accountId: sub, claims: () => ({ sub }) },
    loadExistingGrant: (context: Context) => consent(context, options.provider()),
    renderError: (context: { type: string; body: string }, out: Record<string, string>) => {
      context.type = 'html';
      context.body = failurePage('Sign-in failed', out.error_description ?? out.error ?? 'Try again.');
    },
  };
}

/** The cookie of the provider's session. The server removes it from every request. */
export const sessionCookie = 'idp_session';

const hour = 3600;

function signingKey(key: KeyObject): Record<string, unknown> {
  return { ...key.export({ format: 'jwk' }), kid: randomBytes(8).toString('hex'), use: 'sig', alg: 'RS256' };
}

function alwaysChoose({ interactionPolicy }: Library): object {
  const { base, Check } = interactionPolicy;
  const policy = base();
  const choose = new Check('choose', 'a person must be chosen', ({ oidc }) =>
    oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
  );
  policy.get('login').checks.add(choose);
  return policy;
}

/** Grants every requested scope, so that a sign-in takes one click. */
async function consent({ oidc }: Context, provider: Provider): Promise<object> {
  const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope(oidc.params.scope ?? 'openid');
  await grant.save();
  return grant;
}
