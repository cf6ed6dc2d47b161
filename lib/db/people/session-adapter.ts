import { PrismaAdapter } from '@next-auth/prisma-adapter';
import type { Adapter } from 'next-auth/adapters';
import { database } from '@/lib/db/client';
import { databaseNow } from '@/lib/db/transaction';
import { fingerprint } from '@/lib/secrets';

/**
 * next-auth's session store on our tables. Stores only the fingerprint of a session token. A disabled person has no
 * session from the next request on. Only the sign-in use case creates people, so next-auth gets no functions to create
 * or link them.
 */
export function sessionAdapter(): Adapter {
  const adapter = PrismaAdapter(database().prisma as never) as Required<Adapter>;
  return {
    getUser: adapter.getUser,
    getUserByAccount: adapter.getUserByAccount,
    async createSession(session) {
      const expires = await byDatabaseClock(session.expires);
      await adapter.createSession({ ...session, expires, sessionToken: fingerprint(session.sessionToken) });
      return session;
    },
    async getSessionAndUser(sessionToken) {
      const found = await adapter.getSessionAndUser(fingerprint(sessionToken));
      const isDisabled = found !== null && (found.user as { disabledAt?: Date | null }).disabledAt;
      return found && !isDisabled ? { ...found, session: { ...found.session, sessionToken } } : null;
    },
    async updateSession(session) {
      const sessionToken = fingerprint(session.sessionToken);
      const expires = session.expires && { expires: await byDatabaseClock(session.expires) };
      const updated = await adapter.updateSession({ ...session, ...expires, sessionToken });
      return updated ? { ...updated, sessionToken: session.sessionToken } : null;
    },
    async deleteSession(sessionToken) {
      await database().prisma.session.deleteMany({ where: { sessionToken: fingerprint(sessionToken) } });
    },
  } as Adapter;
}

/** next-auth counts from the clock of this process; what is stored counts from the database's. */
async function byDatabaseClock(expires: Date): Promise<Date> {
  return new Date((await databaseNow()).getTime() + expires.getTime() - Date.now());
}
