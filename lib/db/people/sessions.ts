import { PrismaAdapter } from '@next-auth/prisma-adapter';
import type { Adapter } from 'next-auth/adapters';
import type { Role } from '@/lib/core/actor';
import { database, type Tx } from '@/lib/db/client';
import { databaseNow } from '@/lib/db/transaction';
import { fingerprint } from '@/lib/secrets';

/**
 * The session store of next-auth. Only the fingerprint of a session token is stored, and a disabled user has no session
 * from the next request on. The sign-in use case creates users, so next-auth cannot create or link any. A session ends
 * `hours` after the sign-in by the database's clock, however often it is used.
 */
export function sessionAdapter(hours: number): Adapter {
  const adapter = PrismaAdapter(database().prisma as never) as Required<Adapter>;
  return {
    getUser: adapter.getUser,
    getUserByAccount: adapter.getUserByAccount,
    async createSession(session) {
      const { sessionToken, userId } = session;
      const [row] = await database().prisma.$queryRaw<{ expires: Date }[]>`
        INSERT INTO "session" ("session_token", "user_id", "expires")
        VALUES (${fingerprint(sessionToken)}, ${userId}::uuid, now() + make_interval(hours => ${hours}))
        RETURNING "expires"`;
      return { ...session, ...row };
    },
    async getSessionAndUser(sessionToken) {
      const found = await adapter.getSessionAndUser(fingerprint(sessionToken));
      const isDisabled = found !== null && (found.user as { disabledAt?: Date | null }).disabledAt;
      if (!found || isDisabled || found.session.expires <= (await databaseNow())) return null;
      return { ...found, session: { ...found.session, sessionToken } };
    },
    // next-auth would extend a session that is used. Its end is fixed.
    async updateSession() {
      return null;
    },
    async deleteSession(sessionToken) {
      await database().prisma.session.deleteMany({ where: { sessionToken: fingerprint(sessionToken) } });
    },
  } as Adapter;
}

/**
 * The session store while somebody comes back from the identity provider. next-auth would go on with the session that
 * the browser has; this one ends it, so that each sign-in has a token of its own and lasts its full time.
 */
export function signInAdapter(hours: number): Adapter {
  const adapter = sessionAdapter(hours);
  return {
    ...adapter,
    async getSessionAndUser(sessionToken) {
      await adapter.deleteSession?.(sessionToken);
      return null;
    },
  };
}

/** The signed-in user, with the name of their organization. */
export type SessionPerson = {
  id: string;
  organizationId: string;
  organizationName: string;
  email: string;
  name: string;
  role: Role;
};

/** The user of a session, with the time of their last sign-in; null when unknown or disabled. */
export async function findSessionPerson(
  id: string,
  tx: Tx = database().prisma,
): Promise<(SessionPerson & { lastLoginAt: Date | null }) | null> {
  const row = await tx.user.findFirst({
    where: { id, kind: 'User', disabledAt: null },
    select: {
      id: true,
      organizationId: true,
      email: true,
      name: true,
      role: true,
      lastLoginAt: true,
      organization: { select: { name: true } },
    },
  });
  if (!row) return null;
  const { organization, lastLoginAt, ...person } = row;
  return { ...person, lastLoginAt, organizationName: organization.name };
}

/** Ends every console session in an organization, and the access to web apps that belongs to it. Returns how many. */
export async function deleteAllSessions(tx: Tx, organizationId: string): Promise<number> {
  return (await tx.session.deleteMany({ where: { user: { organizationId } } })).count;
}
