import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { authorityOf, openKey } from '@/lib/certificates/authority-of';
import { webAddress } from '@/lib/core/access/connection';
import { evaluateAccess } from '@/lib/core/access/entitlement';
import { touchConnection } from '@/lib/db/connections/connections';
import { findPass } from '@/lib/db/connections/web-passes';
import { findPerson } from '@/lib/db/people/people';
import { findEntitlements } from '@/lib/db/policies/entitlements';
import { inTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import { fingerprint } from '@/lib/secrets';

const inputSchema = z.object({ targetId: z.uuid(), token: z.string().max(200).nullable() });

/** Who is let through, and the proof for the app; or why not: nobody known, or no access any more. */
export type WebAnswer =
  | { allowed: true; email: string; identity: string }
  | { allowed: false; why: 'no-pass' | 'no-access' };

const identitySeconds = 60;
// A browser that is left open asks for nothing: its connection counts as open for a while after each request.
const quietMinutes = 15;

/**
 * Asked by a reverse proxy at every request to a web app: may the browser with this pass have it now? Access
 * is looked up each time, so the request after its end is refused. `identity` is a JWT of a minute (EdDSA,
 * audience the app's origin) that the app can check against the keys at `/api/v2/authorities/{id}/jwks`.
 */
export async function authorizeWeb(input: unknown): Promise<WebAnswer> {
  const { targetId, token } = parse(inputSchema, input);
  const pass = token === null || token === '' ? null : await findPass(fingerprint(token), targetId);
  if (!pass) return { allowed: false, why: 'no-pass' };
  const { organizationId, connectionId, userId } = pass;
  const held = await findEntitlements({ organizationId, userId, targetId });
  const [target] = held.targets;
  const ask = { targetUser: null, targetGroups: [], verb: null };
  const answer = target && evaluateAccess(target.entitlements, target.type, ask, held.now);
  const person = await findPerson(organizationId, userId);
  if (!answer?.allowed || !person) return { allowed: false, why: 'no-access' };
  await touchConnection(connectionId, quietMinutes * 60);
  const { email, name } = person;
  const audience = (target && webAddress(target)?.origin) ?? targetId;
  const identity = await signIdentity(organizationId, { userId, email, name, audience, now: held.now });
  return { allowed: true, email, identity };
}

async function signIdentity(
  organizationId: string,
  about: { userId: string; email: string; name: string; audience: string; now: Date },
): Promise<string> {
  const authority = await inTransaction((tx) => authorityOf(tx, organizationId, 'Web'));
  const key = await importPKCS8(openKey(authority), 'EdDSA');
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
