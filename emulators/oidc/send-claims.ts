import { createSign, type KeyObject } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import type { Person } from './person';
import type { Claims, Vendor } from './vendors/vendor';

/** What goes wrong at the provider: the status of the userinfo endpoint, and by how many seconds its clock is ahead. */
export type Faults = { userinfoStatus?: number; clockSeconds?: number };

type Options = {
  vendor: Vendor;
  findPerson: (sub: string) => Person | undefined;
  extraClaims: Claims;
  key: KeyObject;
  faults: () => Faults;
};

/**
 * Replaces the claims that the library sends with those of a vendor, exactly as it sends them, null and missing ones
 * included. What a person has under `claims` prevails in both sources.
 */
export function sendClaims(provider: Provider, options: Options): void {
  const { vendor, findPerson, extraClaims, key, faults } = options;
  const sent = (sub: string, source: 'idToken' | 'userinfo'): Claims => {
    const person = findPerson(sub);
    return { ...(person && vendor.describe(person)[source]), ...extraClaims, ...person?.claims };
  };
  provider.use(async (context, next) => {
    await next();
    const { body } = context;
    if (typeof body !== 'object') return;
    if (typeof body.id_token === 'string') {
      const claims = readPayload(body.id_token);
      const times = timesOf(claims, vendor, faults().clockSeconds ?? 0);
      body.id_token = sign(
        body.id_token,
        { ...claims, ...times, ...sent(String(claims.sub), 'idToken') },
        key,
      );
    } else if (context.oidc?.route === 'userinfo' && typeof body.sub === 'string') {
      context.body = { sub: body.sub, ...sent(body.sub, 'userinfo') };
      context.status = faults().userinfoStatus ?? 200;
    }
  });
}

function readPayload(token: string): Claims {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

function timesOf({ iat, exp }: Claims, { sendsNotBefore }: Vendor, seconds: number): Claims {
  const issued = Number(iat) + seconds;
  return { iat: issued, ...(sendsNotBefore && { nbf: issued }), exp: Number(exp) + seconds };
}

/** The token with another payload. */
function sign(token: string, payload: Claims, key: KeyObject): string {
  const content = `${token.split('.')[0]}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
  return `${content}.${createSign('sha256').update(content).sign(key, 'base64url')}`;
}
