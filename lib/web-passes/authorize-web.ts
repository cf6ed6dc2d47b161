import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { findOrCreateAuthority, readAuthorityKey } from '@/lib/certificates/find-or-create-authority';
import { webAddress } from '@/lib/core/access/connection';
import { evaluateAccess } from '@/lib/core/access/entitlement';
import { touchConnection } from '@/lib/db/connections/connections';
import { findActiveAuthority } from '@/lib/db/connections/credentials';
import { findPass, type PassRow } from '@/lib/db/connections/web-passes';
import { findPerson } from '@/lib/db/people/people';
import { findEntitlements } from '@/lib/db/policies/entitlements';
import { inTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import { fingerprint } from '@/lib/secrets';
import { isSecureAddress } from './is-secure-address';
import { type CookiePair, cookiePair } from './redeem-web-pass';

const inputSchema = z.object({ targetId: z.uuid(), passes: cookiePair });

/** The user and a signed identity for the app, or why access is refused. */
type WebAnswer =
  | { allowed: true; email: string; identity: string }
  | { allowed: false; why: 'no-pass' | 'no-access' };

const identitySeconds = 60;
// An open browser tab sends no requests while nobody uses it: its session stays open this long after each request.
const idleMinutes = 15;

/**
 * Authorizes an HTTP request to a web app, for its reverse proxy. Looks up the access and the console session every time, so that the first
 * request after its end is refused. `identity` is a JWT (EdDSA, valid for a minute, with the app's origin as audience)
 * that the app can verify with the keys at `/api/v2/authorities/{id}/jwks`. Throws `invalid`.
 */
export async function authorizeWeb(input: unknown): Promise<WebAnswer> {
  const { targetId, passes } = parse(inputSchema, input);
  const pass = await findValidPass(targetId, passes);
  if (!pass) return { allowed: false, why: 'no-pass' };
  const { organizationId, connectionId, userId } = pass;
  const found = await findEntitlements({ organizationId, userId, targetId });
  const [target] = found.targets;
  const spec = { targetUser: null, targetGroups: [], verb: null };
  const answer = target && evaluateAccess(target.entitlements, target.type, spec, found.now);
  const person = await findPerson(organizationId, userId);
  if (!answer?.allowed || !person) return { allowed: false, why: 'no-access' };
  await touchConnection(connectionId, idleMinutes * 60);
  const { email, name } = person;
  const audience = (target && webAddress(target)?.origin) ?? targetId;
  const identity = await signIdentity(organizationId, { userId, email, name, audience, now: found.now });
  return { allowed: true, email, identity };
}

// Another host of the domain can plant a cookie, except one for https only: so an app on https takes no other.
async function findValidPass(targetId: string, { secure, plain }: CookiePair): Promise<PassRow | null> {
  const tokens = [secure, plain].filter((token) => token !== null && token !== '') as string[];
  const pass = tokens.length === 0 ? null : await findPass(tokens.map(fingerprint), targetId);
  const expected = pass && isSecureAddress(pass) ? secure : plain;
  return pass && expected !== null && fingerprint(expected) === pass.id ? pass : null;
}

async function signIdentity(
  organizationId: string,
  about: { userId: string; email: string; name: string; audience: string; now: Date },
): Promise<string> {
  const owner = { organizationId, kind: 'Web' } as const;
  const authority =
    (await findActiveAuthority(owner)) ?? (await inTransaction((tx) => findOrCreateAuthority(tx, owner)));
  const key = await importPKCS8(readAuthorityKey(authority), 'EdDSA');
  const { userId, email, name, audience, now } = about;
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({ email, name })
    .setProtectedHeader({ alg: 'EdDSA', kid: authority.id, typ: 'JWT' })
    .setIssuer(env().publicUrl.origin)
    .setAudience(audience)
    .setSubject(userId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + identitySeconds)
    .sign(key);
}
