import { PrismaAdapter } from '@next-auth/prisma-adapter';
import type { Adapter } from 'next-auth/adapters';
import type { Role } from '@/lib/core/actor';
import { database, type Tx } from '@/lib/db/client';
import { fingerprint } from '@/lib/secrets';

/**
 * The session store of next-auth. Only the fingerprint of a session token is stored, and a disabled user has no session
 * from the next request on. The sign-in use case creates users, so next-auth cannot create or link any. next-auth sets
 * and compares the expiry of a session by the clock of this process (docs/decisions/0002-clock-of-the-database.md).
 */
export function sessionAdapter(): Adapter {
  const adapter = PrismaAdapter(database().prisma as never) as Required<Adapter>;
  return {
    getUser: adapter.getUser,
    getUserByAccount: adapter.getUserByAccount,
    async createSession(session) {
      await adapter.createSession({ ...session, sessionToken: fingerprint(session.sessionToken) });
      return session;
    },
    async getSessionAndUser(sessionToken) {
      const found = await adapter.getSessionAndUser(fingerprint(sessionToken));
      const isDisabled = found !== null && (found.user as { disabledAt?: Date | null }).disabledAt;
      return found && !isDisabled ? { ...found, session: { ...found.session, sessionToken } } : null;
    },
    async updateSession(session) {
      const sessionToken = fingerprint(session.sessionToken);
      const updated = await adapter.updateSession({ ...session, sessionToken });
      return updated ? { ...updated, sessionToken: session.sessionToken } : null;
    },
    async deleteSession(sessionToken) {
      await database().prisma.session.deleteMany({ where: { sessionToken: fingerprint(sessionToken) } });
    },
  } as Adapter;
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

/** The user of a session; null when unknown or disabled. */
export async function findSessionPerson(
  id: string,
  tx: Tx = database().prisma,
): Promise<SessionPerson | null> {
  const row = await tx.user.findFirst({
    where: { id, disabledAt: null },
    select: {
      id: true,
      organizationId: true,
      email: true,
      name: true,
      role: true,
      organization: { select: { name: true } },
    },
  });
  if (!row) return null;
  const { organization, ...person } = row;
  return { ...person, organizationName: organization.name };
}
