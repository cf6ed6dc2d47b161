import { database, type Tx } from '@/lib/db/client';

export type NewZliLogin = {
  /** SHA-256 of the code that redeems it */
  id: string;
  userCode: string | null;
  challenge: string | null;
  device: string;
  expiresAt: Date;
  /** who allowed it, where the browser did so at once */
  userId?: string;
  decidedAt?: Date;
};

/** Begins a sign-in of zli. P2002 when the code that people type is in use. */
export async function insertZliLogin(tx: Tx, login: NewZliLogin): Promise<void> {
  await tx.zliLogin.create({ data: login });
}

/** A sign-in that waits for somebody to allow it, by the code that people type. */
export async function findWaitingLogin(userCode: string, now: Date): Promise<{ device: string } | null> {
  return database().prisma.zliLogin.findFirst({
    where: { userCode, decidedAt: null, expiresAt: { gt: now } },
    select: { device: true },
  });
}

/** Allows a waiting sign-in for a person, or denies it with null. Null when it is not waiting any more. */
export async function decideZliLogin(
  tx: Tx,
  userCode: string,
  decided: { userId: string | null; at: Date },
): Promise<{ device: string } | null> {
  const [row] = await tx.zliLogin.updateManyAndReturn({
    where: { userCode, decidedAt: null, expiresAt: { gt: decided.at } },
    data: { userId: decided.userId, decidedAt: decided.at },
    select: { device: true },
  });
  return row ?? null;
}

export type PendingLogin = {
  device: string;
  challenge: string | null;
  userId: string | null;
  decided: boolean;
};

/** A sign-in by the hash of its code; null when there is none, or its time is over. */
export async function findZliLogin(tx: Tx, id: string, now: Date): Promise<PendingLogin | null> {
  const row = await tx.zliLogin.findFirst({ where: { id, expiresAt: { gt: now } } });
  return row && { ...row, decided: row.decidedAt !== null };
}

/** Uses a sign-in up: of two who redeem it at once, one gets it. */
export async function redeemZliLogin(tx: Tx, id: string): Promise<boolean> {
  return (await tx.zliLogin.deleteMany({ where: { id, decidedAt: { not: null } } })).count === 1;
}

/** Forgets the sign-ins whose time is over. */
export async function deleteExpiredZliLogins(): Promise<void> {
  await database().pool.query('DELETE FROM "zli_login" WHERE "expires_at" < now()');
}
